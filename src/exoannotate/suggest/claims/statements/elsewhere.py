"""Sensitivity, resistance, tolerance and response in other senses than that to a therapy, and accounts of how a study
was made: words of evidence in sentences that are none."""

from __future__ import annotations

import re

_NOT_TO_A_THERAPY = (
    r"(?:enzym\w*|proteo\w*|protease\w*|nuclease\w*|r?d?nase\w*|trypsin\w*|degrad\w*|digest\w*|hydroly\w*|lys\w+|"
    r"freez\w*|thaw\w*|heat\w*|shear\w*|detergent\w*|storage|fouling|ph|acid\w*|boiling|dilution|evaporation|"
    r"coloni[sz]ation|clotting|insulin|leptin|glucocortic\w*|growth hormone|infection\w*|virus\w*|viral|bacteri\w*|"
    r"antibiotic\w*|parasit\w*|insecticid\w*|complement|opsoni[sz]\w*|phagocyt\w*|clearance|oxidation|mechanical|"
    r"aggregation|ultracentrifug\w*|sonicat\w*|salt|osmo\w*|drought|cold|temperature|alloantigen\w*|allograft\w*|"
    r"self-antigen\w*|autoantigen\w*|pain|stress of)"
)
_TOLD_OF = (
    r"(?:resistan\w+|toleran\w+|sensitiv\w+|susceptib\w+|refractor\w+|protect\w*|shield\w*|guard\w*|insensitiv\w+)"
)
_OTHER_SENSE = re.compile(
    rf"\b{_TOLD_OF} (?:(?:the|its|their|cargo|content|contents|rna|rnas|mirnas|proteins|load|them|it|these|molecules|"
    rf"highly|both) ){{0,3}}?(?:to|towards?|against|from|of) (?:(?:\w+(?:ic|al|ed|ous|ary|ing)|rapid|the|both|"
    rf"repeated|prolonged|endogenous|plasma|serum|rna) ){{0,3}}?{_NOT_TO_A_THERAPY}\b|"
    r"\b(?:insulin|leptin|antibiotic|antimicrobial|antiviral|viral|bacterial|immune|immunological|pathogen|protease|"
    r"rnase|heat|cold|acid|salt|vascular|airway|peripheral vascular|electrical|flow|shear|abrasion|glucose|lactose|"
    r"pain) (?:resistance|tolerance|sensitivity|hypersensitivity|intolerance)\b"
)
"""“resistant to shear”, “insulin resistance”."""
_MEASURED = re.compile(
    r"\b(?:sensitiv\w+|limit of detection|resolution|accuracy|specificity) (?:\S+ ){0,2}?(?:with|by|at) which\b|"
    r"\bsensitivit\w+ (?:and specificit\w+ )?(?:\w+ )?(?:of|on|near|above|to|at|exceeding|reaching|approaching|"
    r"over|nearing) "
    r"(?:\w+ )?\d+(?:\.\d+)? ?%|\d ?% (?:\w+ )?(?:sensitivity|"
    r"specificity)\b|"
    r"\b(?:analytical|diagnostic|detection|assay|instrument\w*|technical|clinical) (?:sensitivit\w+|resolution)\b|"
    r"\bsensitivit\w+ (?:\S+ ){0,3}?(?:of|for) (?:\S+ ){0,4}?(?:detect\w*|detection|count\w*|quantif\w*|"
    r"measur\w*|imag\w*|"
    r"sort\w*|cytomet\w*|captur\w*|sensor\w*|biosensor\w*|chip|chips|platform\w*|assay\w*|test|tests|elisa|pcr|"
    r"sequenc\w*|"
    r"instrument\w*|spectromet\w*|diagnos\w*|screening)\b|"
    r"\b(?:detect\w*|measur\w*|count\w*|captur\w*|quantif\w*|diagnos\w*|sensor|biosensor|chip|assay|elisa|pcr|"
    r"cytomet\w*) "
    r"(?:\S+ ){0,9}?(?:with|at|at a|reached a|had a|has a) (?:\w+ ){0,3}?sensitivit\w+\b|"
    r"\b(?:pcr|qpcr|rt-qpcr|ddpcr|elisa|assays?|sequencing|cytometry|blots?|blotting|spectrometry|microscopy|"
    r"biosensors?|"
    r"methods?|tests?|platforms?|chips?|techniques?|nanoparticle tracking|nta) (?:(?:is|are|was|were|proved|"
    r"remains?|\w+ly|"
    r"far|much|also|generally) ){1,3}(?:more|less|equally|most|least|as|very|highly) sensitive\b|"
    r"\bsensitive (?:\w+ )?(?:assay|detection|method|test|sensor|biosensor|technique|tool|platform|chip|instrument)\w*"
)
"""How well something is detected."""
_WELL_BORNE = re.compile(
    r"\b(?:well|safely|poorly) tolerated\b|\bwell-tolerated\b|\btolerability\b|\bdose-limiting\b|\bmaximum tolerated\b"
)
_MADE_SO = re.compile(
    r"\b(?:blood|plasma|serum|urine|samples?|biops\w+|specimens?|ascites|tumou?rs?|aliquots?|vesicles|exosomes|evs|"
    r"medium|supernatants?|cells|mice|animals|patients|articles|papers|studies|records|data|participants) "
    r"(?:\S+ ){0,7}?(?:was|were|being|been) (?:\w+ )?(?:drawn|collected|sampled|stored|obtained|harvested|frozen|"
    r"snap-frozen|aliquoted|thawed|centrifuged|processed|biopsied|taken at|taken before|enrolled|recruited|"
    r"randomi[sz]ed|"
    r"included if|excluded|searched|screened|extracted|pooled|isolated|purified|enriched by|concentrated|quantified|"
    r"characteri[sz]ed|labelled|labeled|stained|sequenced|analy[sz]ed by|assessed by|measured by|counted|seeded|"
    r"plated)\b"
)
_OF_METHOD = re.compile(
    r"\b(?:were|was) (?:then |subsequently |first |next |also )?(?:exposed|treated|incubated|irradiated|seeded|plated|"
    r"challenged|dosed|injected|inoculated|assessed|measured|determined|evaluated|assayed) (?:\S+ ){0,9}?(?:for|at|by|"
    r"with|using) (?:\S+ ){0,4}?(?:\d[\d.,]*|mtt|cck-8|colony|flow|elisa|annexin|qpcr|western|luciferase)\b"
)
_OUT_OF_STUDIES = re.compile(
    r"\b(?:literature|field|reports?|studies|research|work|comparisons?|evidence|progress|interpretation|"
    r"reproducibility|data|knowledge|translation|claims?|conclusions?) (?:\S+ ){0,8}?(?:is|are|was|were|has been|have "
    r"been|remains?) (?:\w+ )?(?:hampered|hindered|limited|complicated|scarce|sparse|scanty|plagued|confounded|"
    r"impeded|"
    r"held back|marred|flawed|heterogeneous|fragmentary|contradictory|inconsistent|compromised|obscured|constrained|"
    r"slowed|weakened|undermined|restricted|divided|dominated|biased|patchy|preliminary|in its infancy|"
    r"(?:difficult|hard) to)\b|"
    r"\b(?:inconsistent|heterogeneous|different|varying|incompatible|non-standardi[sz]ed|unstandardi[sz]ed|divergent) "
    r"(?:\w+ )?(?:protocols?|methods?|methodolog\w+|definitions?|nomenclature|endpoints?|isolation)\b|"
    r"\b(?:only|just|merely|hardly any|few|no|a handful of) (?:\w+ "
    r")?(?:reports?|studies|study|papers?|groups?|laborator\w+|"
    r"trials?|authors|data) (?:have|has|had|so far|to date|exist)\b|"
    r"\b(?:loading|internal|isotype|housekeeping|normali[sz]ation|spike-in) (?:controls?|references?|standards?)\b|"
    r"\b(?:of|among|in|across|from) (?:(?:the|these|those|all|some|about) )?\d+ (?:\w+ "
    r"){0,2}?(?:studies|manuscripts|preprints|publications|papers|reports|articles|publications|abstracts)\b|"
    r"\b(?:standardi[sz]ation|harmoni[sz]ation|guidelines?|consensus|nomenclature|minimal information|misev\w*|"
    r"batch-to-batch|scale-?up|good manufacturing|regulatory (?:approval|hurdles?)|cost of)\b"
)
_TO_COME = re.compile(
    r"\b(?:future|further|larger|prospective|coming|upcoming|additional|more) (?:\w+ ){0,2}?(?:trials?|studies|work|"
    r"research|experiments?|cohorts?|investigations?) (?:\w+ ){0,3}?(?:should|must|will|may|might|could|need|"
    r"needs|are|is|"
    r"has|have)\b|"
    r"\b(?:deserves?|merits?|awaits?|calls? for|begs?|invites?|warrants?) (?:\S+ ){0,3}?(?:trial|trials|study|studies|"
    r"confirmation|validation|testing|test|exploration|investigation|scrutiny|attention|consideration|proof|"
    r"question)\b|"
    r"\bshould (?:\w+ )?(?:test|ask|clarify|address|examine|explore|determine|establish|be (?:\w+ )?(?:tested|asked|"
    r"clarified|addressed|examined|explored|determined|considered|studied|validated|evaluated|monitored))\b|"
    r"\b(?:one|it|we) (?:may|might|could|can) (?:\w+ )?(?:speculate|imagine|wonder|ask|argue|envisage|suppose|"
    r"expect|suspect|guess|hope|think|predict)\b|"
    r"\b(?:would|could|might) (?:\w+ )?(?:be worth|be of interest|be interesting|be desirable|seem worth)\b|"
    r"\bit is (?:tempting|not known|unknown|unclear|uncertain|an open|conceivable|imaginable|anyone's)\b|"
    r"\b(?:is|are|remains?|stays?) (?:still |as yet )?(?:anyone's guess|an? (?:open question|riddle|puzzle|"
    r"moot point|enigma)|"
    r"moot|open to (?:debate|question)|in the dark|in doubt|unsettled|unresolved|undecided|contested|disputed)\b|"
    r"\b(?:doubt(?:s|ed)?|disput(?:e|es|ed)|den(?:y|ied|ies)|contest(?:s|ed)?) (?:that|whether|if)\b|\bcast(?:s|"
    r"ing)? doubt\b|"
    r"\b(?:bacteria|microbes?|bacilli|strains?|pathogens?|coli|aureus) (?:\w+ )?(?:resistant|tolerant|susceptible|"
    r"sensitive)\b|"
    r"^(?:the|this|our) (?:\w+ )?(?:section|chapter|paragraph)s? (?:\S+ ){0,3}?(?:deals?|turns?|treats?|covers?|"
    r"concerns?|"
    r"considers?|reviews?|summari[sz]\w+|discuss\w*|address\w*|describes?|takes? up|is devoted|outlines?|examines?|"
    r"looks)\b|"
    r"\b(?:stays?|remains?|is|are|still|so far) (?:purely |largely |merely |entirely )?(?:speculative|"
    r"conjectur\w+|hypothetical|"
    r"untested|unproven|guesswork|a guess|a matter of)\b|"
    r"\b(?:interest|enthusiasm|attention|hopes?|expectations?|excitement|research) (?:\w+ )?(?:in|for|on|into) "
    r"(?:\S+ ){0,12}?(?:ha[sv]e?"
    r"|is|are) (?:\w+ )?(?:surged|grown|risen|increased|soared|growing|rising|waned|high|intense)\b|"
    r"\b(?:ha[sv]e?|had) (?:\w+ )?(?:entered the|come into|come to the|moved into|attracted|drawn|caught|gained "
    r"(?:\w+ )?(?:attention|"
    r"interest|ground)|emerged as|risen to|received (?:\w+ )?attention)|"
    r"\b(?:nobody|no one|no group|no laboratory|none of the (?:studies|trials|reports)) (?:\w+ )?(?:has|have|knows?|"
    r"tested|asked|looked|examined|compared)\b"
)


_NOT_IN_THEM = re.compile(
    r"\b(?:but|yet|although|though|and) (?:the|this|its|it|neither) (?:\w+ )?(?:\w+ )?(?:was|were|is|are|could) "
    r"(?:\w+ )?"
    r"(?:undetectable|undetected|absent|missing|lacking|not (?:be )?(?:detect\w+|found|present|recovered|seen|traced)|"
    r"never (?:detected|found|seen)|not (?:packed|packaged|loaded|sorted|exported|secreted)) "
    r"(?:in|from|into|inside|by|via) "
    r"(?:their|its|the|any|these|those) (?:\w+ )?(?:exosomes|vesicles|evs|microvesicles)\b(?! (?:of|from))|"
    r"\b(?:which|that) (?:\w+ )?(?:remain|stay|resid|was found|is found|was recovered|persist|was retained|was "
    r"confined|was "
    r"present|la[yi]n?)\w* (?:in|to) the (?:vesicle|exosome|ev)s?-(?:free|depleted) \w+|"
    r"\b(?:in|from|to|by) the (?:soluble|non-vesicular|protein-only) (?:fraction|pool|supernatant)\b"
    r"|\b(?:remaining|residing|persisting|lingering|left behind|left over|circulating) (?:\w+ly )?in the "
    r"(?:vesicle|exosome|ev)s?-(?:free|depleted) (?:fraction|supernatant|medium|filtrate|plasma|serum|flow-through)\b"
)
"""“..., but the transcript was undetectable in their vesicles”."""
_OTHER_ROUTE = re.compile(
    r"\b(?:nothing|little) to do with (?:\w+ ){0,2}?(?:exosom\w*|vesic\w*|evs?)\b|"
    r"^not (?:the |their )?(?:\w+ )?(?:exosom\w*|vesic\w*|evs?) but (?!their |its )|"
    r"\bno (?:\w+ )?(?:exosomes?|vesicles?|evs?) (?:being |having been |was |were |is |are )?(?:\w+ly )?(?:involved|"
    r"implicated|needed|required|necessary|concerned|at work|in play|taking part|participating)\b|"
    r"(?:in|to) which (?:the )?(?:\w+ )?(?:exosomes|vesicles|evs) (?:\w+ )?(?:play|played|have|had|take|"
    r"took) no (?:\w+ )?(?:part|"
    r"role|share|hand)\b|\bwithout (?:any |the )?(?:help|part|aid|involvement|"
    r"participation) of (?:\w+ )?(?:exosomes|vesicles|"
    r"evs)\b|"
    r"(?:(?<!exosomes)(?:,| and| but) (?:and |but )?not(?! "
    r"(?:when|if|once|after|where|unless|as|until))|\b(?:rather than|instead of|as opposed to|in lieu of)) "
    r"(?:(?:the|their|its|any|some|by|through|via|from|with|of|on|a|that|those|in) ){0,2}(?:\w+ "
    r")?(?:exosom\w+|vesic\w+|evs?)\b"
)
"""“Soluble X, and not the exosomes, ...”"""


def other_sense(low: str, told_late: bool) -> str:
    """The words by which a sentence speaks of something else; "" where it does not. ``told_late``: a finding follows
    or stands beside what these words tell, so that accounts of methods do not count."""
    for pattern in (_NOT_IN_THEM, _OTHER_SENSE, _MEASURED, _WELL_BORNE, _OUT_OF_STUDIES, _TO_COME):
        found = pattern.search(low)
        if found is not None:
            return found.group()
    route = _OTHER_ROUTE.search(low)
    if route is not None and not re.search(r"exosom|vesic|\bevs?\b", low[: route.start()]):
        return route.group().strip()
    if told_late:
        return ""
    for pattern in (_MADE_SO, _OF_METHOD):
        found = pattern.search(low)
        if found is not None:
            return found.group()
    return ""
