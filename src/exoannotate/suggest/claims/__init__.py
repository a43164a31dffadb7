"""From a sentence to the claim it makes: who gives what to whom, what becomes of the response to which drug.

``claim`` asks the folders in this order: ``names`` (what is named), ``parties`` and ``carried`` (who gives what to
whom), ``response`` (what becomes of it), ``perturbation`` (what was done), ``comparison`` (what only goes with it), and
``statements`` (what is told at all); ``sentence`` holds what all of them read with.
"""
