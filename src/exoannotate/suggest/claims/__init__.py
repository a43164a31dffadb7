"""From a sentence to the claim it makes: who gives what to whom, what becomes of the response to which drug."""
