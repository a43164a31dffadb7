"""The words by which papers say that a vesicle changes the response to a therapy. Written as stems: see "
"``words.stem``.

The lists hold words of the language, never names: names come from the vocabularies and from their form.
"""

from __future__ import annotations

from exoannotate.suggest.claims.sentence.words import stems

VESICLE = stems(
    "exosomic exovesicle migrasome exomere supermere nanosome exosome exosomal exo exos exosomally vesicle vesicular "
    "microvesicle microvesicular ev sev lev evs sevs "
    "iexosome iexo apobody ectosome microparticle nanovesicle prostasome exosome-like oncosome mev tev rexo sexo"
)
"""Words that name a vesicle, or say that something is in one."""

# What is observed ------------------------------------------------------------------------------------------------

RESISTANCE = stems(
    "deafness blindness numbness callousness imperturbability stamina endurance toughness tenacity stubbornness "
    "intransigence obstinacy impunity steadfastness fortitude "
    "imperviousness desensitisation desensitization indifference robustness hardening defence defense "
    "insusceptibility hardiness persistence evasion resistance chemoresistance "
    "radioresistance chemo-resistance radio-resistance multiresistance refractoriness tolerance "
    "chemotolerance radiotolerance recalcitrance resilience invulnerability insensitivity unresponsiveness "
    "nonresponse non-response protection "
    "survival viability repopulation recurrence relapse ic50 gi50 ec50 ic90 gi90 lc50 ld50 d37 "
    "escape failure chemoprotection radioprotection "
    "outgrowth chemoradioresistance radiochemoresistance chemo-radioresistance chemoimmunoresistance "
    "immunoresistance polychemoresistance multichemoresistance hormonoresistance"
)
SENSITIVITY = stems(
    "answer reply chemoradiosensitivity inhibition chemoresponse killing sensitivity chemosensitivity "
    "radiosensitivity "
    "chemo-sensitivity "
    "radio-sensitivity susceptibility responsiveness response vulnerability efficacy effectiveness "
    "cytotoxicity toxicity potency sensitisation sensitization chemosensitisation chemosensitization "
    "radiosensitisation radiosensitization resensitisation re-sensitisation chemosensitising death lethality "
    "success activity action effect benefit accumulation damage apoptosis arrest regression lysis necrosis remission"
)
WEAK_SENSITIVITY = stems(
    "answer success arrest regression lysis necrosis inhibition activity action effect benefit accumulation damage "
    "apoptosis death killing toxicity response remission"
)
"""Words that speak of a therapy only with a drug near them."""
WEAK_RESISTANCE = stems("survival viability repopulation recurrence relapse escape failure outgrowth")
GENERIC_DRUG = stems(
    "drug agent treatment therapy compound taxane analogue antibody inhibitor chemotherapy medication dose "
    "nitrosourea alkylator antimetabolite antifolate cytostatic fluoropyrimidine regimen alkaloid toxin intercalator "
    "radionuclide radioisotope biologic anthracycline"
)
RESISTANT = stems(
    "obstinate stubborn intractable indomitable insensible incorrigible unbending "
    "callous hardy hardier sturdy sturdier unbowed deaf numb impervious indifferent recalcitrant unyielding hardened "
    "inured unsusceptible insusceptible oblivious "
    "resistant chemoresistant radioresistant refractory tolerant insensitive unresponsive chemorefractory "
    "non-responsive nonresponsive radiotolerant chemotolerant invulnerable"
)
SENSITIVE = stems(
    "tractable docile compliant "
    "prone receptive defenceless defenseless sensitive chemosensitive radiosensitive responsive susceptible "
    "vulnerable amenable"
)
PROTECTING = stems(
    "brace toughen immunise bulwark inoculate safeguard steel armour armor cushion guard screen shelter buffer "
    "insulate fortify immunize save harden protect "
    "shield defend rescue spare desensitise desensitize"
)
AVOIDING = stems("prosper flourish defy cope thrive rebound brave escape evade avoid elude")
"""Verbs that need a therapy or a death beside them: one may escape the immune system too."""
SURVIVING = AVOIDING | stems(
    "braved outlived weather persist survive outlive withstand withstood stomach outride tolerate resist endure "
    "outlast overlive"
)
GROWTH = stems("growth proliferation clonogenicity regrowth outgrowth division viability clonogenic colony-forming")
"""What tells of a response only while a therapy is there: "growth under cisplatin"."""
SENSITISING = stems(
    "sensitise sensitize resensitise resensitize re-sensitise re-sensitize chemosensitise chemosensitize "
    "radiosensitise radiosensitize"
)
EFFECTIVE = stems("curative lethal deadly toxic cytotoxic active effective potent efficacious")
INEFFECTIVE = stems("futile impotent harmless toothless innocuous ineffective inactive powerless useless inefficacious")
"""Said of a drug."""
DYING = stems("benefit benefited profit die died dies dying succumb respond responded responds perish")

# How it changes --------------------------------------------------------------------------------------------------

_MORE = stems(
    "escalate inflate magnify hasten expedite speed quicken spur spark ignite incite instigate stoke nurture "
    "cultivate "
    "nourish solidify secure favour favor furnish yield impose inflict implant diffuse broadcast broaden widen unlock "
    "awaken reawaken revive resurrect rejuvenate renew reconstitute replenish resume protract initiate introduce"
)
_FEWER = stems(
    "impede obstruct stall stunt curb tame smother choke cripple disarm dismantle derail spoil dilute dim deaden mute "
    "counterbalance rectify resolve remedy cure allay moderate abate ebb recede slash trim sink plunge tumble dent "
    "wreck destroy ruin demolish disable preclude forestall obviate revoke rescind void invalidate dispel dissipate "
    "jeopardise jeopardize endanger halt discontinue terminate squelch quash"
)
"""Verbs that raise or lower a response as well as a level."""
UP = _MORE | stems(
    "permit allow ensure guarantee assure advance responsible acquisition induction emergence promotion enhancement "
    "transmission propagation "
    "maintenance restoration "
    "recovery augmentation elevation dissemination gain-of uphold upheld bolster reinvigorate rekindle entrench "
    "cement breed invigorate swell enable increase "
    "enhance promote raise confer induce boost sustain strengthen transmit transfer convey spread propagate "
    "disseminate impart lend lent endow maintain elevate augment potentiate perpetuate foster facilitate "
    "mediate cause trigger stimulate amplify restore regain recover acquire develop gain contribute elicit "
    "provoke produce lead led result improve fuel support preserve heighten aggravate exacerbate worsen drive "
    "drove give gave hand teach taught transform pass upregulate up-regulate return bring brought afford "
    "provide instil instill install bestow grant encourage sharpen multiply double triple reinforce reinstate "
    "reestablish re-establish rescue engender establish underlie account explain deliver carry ship shuttle "
    "share communicate grow grew rise rose accelerate extend prolong draw drew derive generate create evoke "
    "reproduce replicate recapitulate phenocopy reignite kindle render intensify deepen consolidate aid help add "
    "equip arm supply confers underlay underlain hone whet unleash redouble treble quadruple "
    "quintuple mean meant spell spelt entail prime predispose lengthen"
)
DOWN = _FEWER | stems(
    "undone starve famish loss reduction abrogation "
    "impairment suppression attenuation reversal elimination prevention abolition "
    "inhibition disappearance withdrawal weakening erosion slow delay retard frustrate nullify counter dull sap "
    "wane dwindle forfeit crumble quell stifle subdue ease foil wipe sabotage reduce "
    "decrease lower weaken blunt suppress inhibit diminish attenuate impair reverse abolish abrogate overcome "
    "overcame cancel curtail lessen limit block prevent eliminate mitigate alleviate ameliorate counteract "
    "undermine compromise depress dampen hamper erase lose lost break broke circumvent eradicate relieve "
    "antagonise antagonize negate deprive rob strip cut halve oppose thwart quench erode downregulate "
    "down-regulate restrict hinder remove subvert neutralise neutralize repress shrink drop fall "
    "fell decline minimise minimize interrupt disrupt revert defeat combat undo undid annul soften temper "
    "loosen lift avert avoid extinguish offset override hobble stymie undercut defang outwit outsmart muffle "
    "numb vitiate "
    "sidestep drain cost shorten postpone defer foreshorten stave overrode overridden overthrow "
    "overthrew overthrown overturn surmount vanquish conquer bypass outflank"
)
WORSENING = stems("worsen aggravate exacerbate deteriorate")
"""Verbs that raise resistance and lower a response."""
LOSING = stems("lose lost deprive rob strip")
LESSER = stems(
    "disappointing meagre meager mediocre unsatisfactory sluggish lacklustre lackluster dismal faltering flagging "
    "waning "
    "fading dwindling modest unfavourable unfavorable less lower reduced decreased lowered diminished weaker weak "
    "poor poorer poorly "
    "fewer smaller minor limited "
    "insufficient incomplete inferior worse impaired blunted low lesser little scant shorter "
    "inadequate suboptimal dampened feeble"
)
"""Adjectives before a response that make less of it."""
GREATER = stems("more higher greater stronger better larger longer bigger superior deeper high strong good")
ABILITY = stems(
    "ability capacity capability power potential propensity tendency able capable effect influence impact action "
    "role sufficient necessary required competent"
)
"""Nouns and adjectives that take a verb: what governs them governs it."""
FAILING = stems(
    "powerless impotent helpless incompetent ineffectual fail failed unable incapable inability failure "
    "insufficient unfit"
)
STOPPING = stems("cease ceased stop stopped quit")
LETTING = stems(
    "let allow permit enable help force cause lead led push drive drove prompt train teach taught instruct "
    "empower equip licence license cease continue begin began start suffice shown found seen observed reported "
    "appear seem known able likely demonstrate prove proved proven turn use used"
)
"""Verbs that take another verb and leave its sign as it is."""
CAUSING = stems(
    "make made makes render become became becomes turn leave left keep kept bring brought get got remain "
    "remained grow grew are is were was be been convert stay"
)
UNCHANGED = stems(
    "dispensable irrelevant unchanged untouched unaffected unaltered intact unmodified unimpaired undisturbed"
)
TOUCHING = stems("affect alter change influence modify impact touch modulate")

# What was done ---------------------------------------------------------------------------------------------------

LOSS = stems(
    "erase excise purge dearth paucity shortage scarcity knockdown knock-down knockout knock-out silence "
    "silencing deplete depletion delete deletion ablate "
    "ablation inhibition loss absence removal lack lacking knocked downregulation down-regulation "
    "interference sirna shrna antagomir sponge-inhibitor without depriving deprived stripped devoid deficient "
    "neutralisation neutralization blockade lost eliminate remove abrogation suppression antisense inhibitor"
)
LOSS_SUFFIX = stems(
    "depleted deficient silenced knockdown knockout null lacking free negative deleted ablated inhibited "
    "knock-down ko poor low"
)
BLOCKING = stems(
    "cut preclude forestall bar foil stifle stymie strangle staunch quell halve shut curb hamper obstruct "
    "throttle neutralise neutralize antagonise antagonize impede block inhibit prevent "
    "interfere abolish reduce suppress impair halt stop remove eliminate deplete "
    "decrease withdraw interrupt disrupt hinder disable arrest knock silence curtail abrogate restrict diminish lower "
    "inhibition blockade blocking removal depletion prevention suppression interruption interference"
)
RELEASE = stems(
    "budding liberation extrusion release secretion biogenesis output production shedding exocytosis generation "
    "discharge trafficking"
)
UPTAKE = stems(
    "capture macropinocytosis phagocytosis pinocytosis uptake internalisation internalization endocytosis entry "
    "internalise internalize absorption docking fusion"
)
RELEASE_BLOCKERS = stems(
    "imipramine spiroepoxide cambinol sulfisoxazole pantethine gw4869 rab27a rab27 rab27b nsmase nsmase2 "
    "manumycin tipifarnib calpeptin ketoconazole neticonazole "
    "sphingomyelinase smpd3 rab11 rab35 tsg101 alix indomethacin dma amiloride dimethyl-amiloride "
    "plasmapheresis"
)
UPTAKE_BLOCKERS = stems(
    "lactadherin bafilomycin monensin nocodazole latrunculin heparin dynasore cytochalasin chlorpromazine pitstop "
    "mbcd "
    "cyclodextrin methyl-β-cyclodextrin wortmannin "
    "gap27 37,43gap27 heparinase nystatin filipin eipa"
)
LOADED = stems(
    "parcelled bundled bottled boxed wrapped stowed loaded co-loaded packed packaged filled encapsulated "
    "entrapped incorporated formulated engineered modified "
    "electroporated shipped"
)
GAINED = stems(
    "overexpression over-expression overexpress overexpressing transfect transfected transfection mimic "
    "overproduce overproduction oversupply transduce transduced ectopic reintroduce reintroduction re-expression "
    "restore restoring forced upregulation overexpressed "
    "putting mimics reinstate replenish reconstitute resupply"
)
CORRELATING = stems(
    "announce betray bode augur prefigure foreshadow presage denote correspond tied flag harbinger surrogate "
    "indicate predict predictor predictive "
    "correlate correlation precede anticipate associate associated association mirror parallel "
    "paralleled accompany accompanied biomarker marker forecast separate separated distinguish discriminate "
    "stratify indicator indicative reflect foretell foretold signature linked coincide herald "
    "monitor hallmark portend informative prognostic"
)
LEVEL_UP = _MORE | stems(
    "climb soar surge high higher elevated increased increase rise rises rose raised more up enriched "
    "abundant upregulated up-regulated overexpressed gain accumulate above"
)
LEVEL_DOWN = _FEWER | stems(
    "dwindle wane plummet low lower "
    "reduced decreased decrease fall fell dropped less fewer down "
    "downregulated down-regulated loss lost depleted scarce below decline"
)

# How things are handed on ----------------------------------------------------------------------------------------

HANDING = stems(
    "post mail expel eject disgorge spew launch deposit unload ferry dispense exchange channel offload "
    "communicate funnel "
    "smuggle bequeath package pack "
    "encapsulate enclose transfer deliver ship shuttle hand export "
    "secrete release send sent pass transmit shed disseminate convey transport spread share carry give gave "
    "donate discharge distribute dispatch relay supply emit traffic provide propagate return"
)
HANDING_ON = frozenset("delivering transferring shuttling secreting".split())
"""Said of cells that are carriers: "MSCs delivering miR-124"."""
TAKING = stems(
    "acquisition receipt ingestion engulfment adoption import adopt import accept capture ingest swallow endocytose "
    "inherit meet met encounter acquire receive take took taken uptake internalise "
    "internalize absorb engulf "
    "incorporate get got obtain"
)
AFFECTING = stems(
    "strike struck hit attack throttle muzzle gag cripple quell stir collapse demise downfall awaken reawaken "
    "kindle arouse rouse spur "
    "unshackle displacement eviction "
    "sequestration liberation target bind bound suppress silence inhibit lower repress downregulate down-regulate "
    "sponge compete activate "
    "raise upregulate up-regulate derepress de-repress stabilise stabilize engage block reduce increase "
    "stimulate switch fuel neutralise neutralize sequester decoy regulate modulate trigger boost degrade "
    "antagonise elevate deplete decrease impair enhance inactivate induce promote drive unleash free diminish "
    "attenuate limit restore prevent keep spare suppression inhibition activation upregulation up-regulation "
    "downregulation down-regulation repression induction silencing stabilisation stabilization degradation "
    "derepression loss phosphorylate restrain disinhibit abolish recruit via through way soak mop scavenge "
    "interact interaction require need taking liberate relieve transactivate maintain "
    "sustain provoke axis "
    "pathway signalling signaling cascade depend rely hinge"
)
REGULATED_BY = stems("sorting sort packaging packed transcription transcribed loading upstream")

# What is no evidence ---------------------------------------------------------------------------------------------

GOING_WITH = (
    "pointed to",
    "points to",
    "pointed towards",
    "hinted at",
    "spelled",
    "related to",
    "told of",
    "spoke of",
    "spoke for",
    "spelt",
    "went along with",
    "goes along with",
    "go along with",
    "hand in hand",
    "in parallel with",
    "went with",
)
"""Turns of phrase by which two things are told to come together."""
UNTOLD = (
    "lack of knowledge", "lack of data", "lack of information", "lack of studies", "gap in knowledge", "knowledge gap",
    "gap in our knowledge", "no data exist", "no information on", "insufficiently studied",
    "insufficiently understood", "no consensus",
    "awaits clarification", "awaits confirmation", "requires clarification", "not been clarified",
    "aim of", "aimed to", "aims to", "set out to", "sought to", "we hypothes", "hypothes", "tempting", "whether",
    "remains to be", "remain to be", "remains unclear", "remains unknown", "is unclear", "is unknown",
    "are unknown", "not known", "poorly understood", "not understood", "elusive", "in this section",
    "in this review", "we summari", "we review", "we discuss", "we describe", "this review",
    "the following section", "open question", "no study has", "no clinical study", "no trial", "has yet been",
    "has yet tested", "have yet to", "has yet to", "not yet been", "cannot be excluded", "remains speculative",
    "is speculative", "it is conceivable", "one may ask", "it would be", "if it did", "future stud", "further stud",
    "needs to be", "should be tested", "should be examined", "we asked", "we wondered", "we reasoned", "we expected",
    "we anticipated", "we predicted that", "would be an attractive", "as a soluble", "the question of",
    "are thought to", "is thought to", "were it", "we propose", "independently of vesicle",
    "independent of vesicle", "independently of exosom", "independent of exosom", "purpose of", "objective",
    "was to determine", "was to examine", "was to investigate", "to investigate", "to determine whether",
    "to examine", "were asked", "rather than vesicles", "rather than exosomes", "absence of any vesicles",
    "absence of vesicles", "not by vesicles", "cited reports", "been retracted", "scarcely been", "hardly been",
    "rarely been", "yet to be", "no report", "little is known", "to be determined", "to be shown",
    "to be established", "may help", "might help", "could help", "understanding of", "hold promise", "holds "
    "promise", "we sought", "is assumed", "are assumed", "is believed", "are believed", "is supposed", "is suspected",
    "are suspected", "been suspected", "been surmised", "been postulated", "been speculated", "been conjectured",
    "been mooted", "evidence is missing", "evidence is lacking", "evidence is scarce", "little evidence",
    "no evidence that", "no evidence exists", "matter of debate", "under debate", "is debated", "controversial",
    "raise the possibility", "raises the possibility", "raised the possibility", "not been examined",
    "not been studied", "not been investigated", "not been explored", "not been addressed", "remain to be",
    "will have to", "will need to", "warrants", "deserves further", "could be tested", "is being tested",
    "are being tested", "are under way", "is under way", "are underway", "is underway", "we tested if",
    "we therefore tested", "we examined if", "we studied if", "we set out", "tested if", "reviewed elsewhere",
    "is reviewed", "are reviewed", "will be discussed", "is discussed", "are discussed", "speculate",
    "it is possible that", "it is plausible", "it remains", "to what extent", "if and how", "how far", "awaits "
    "testing", "under investigation", "under study", "it will be", "important to learn", "to learn if", "to see if",
    "effort should", "efforts should",
    "feasibility of", "should be directed", "should be further", "has not been tested", "have not been tested",
)  # fmt: skip
"""Phrases of aims, questions and signposts; what they hold is not reported by them."""
UNREAL = (("if", "might"), ("if", "should"), ("if", "would"), ("if", "could"), ("could", "perhaps"))
"""Pairs of words by which something is supposed and not told."""
FUNCTION = frozenset(
    "alike a an the of to in into on onto by from with without and or but nor for at as that which who whose whom "
    "when where while whereas whereby although though because so than then thus hence therefore if it its "
    "their they them these those this such both each all any some most many few not no is are was were be "
    "been being has have had having do does did can could may might will would shall should must via through "
    "upon after before during under over within between among against towards toward per about also only even "
    "again still just very more less rather instead once how what why there here he she we our us you i ie eg "
    "et al vs versus across along off out up down further respectively consequently thereby moreover finally "
    "accordingly conversely likewise too yet however otherwise themselves itself thanks owing due".split()
)
"""Words that hold a sentence together and belong to no name."""
