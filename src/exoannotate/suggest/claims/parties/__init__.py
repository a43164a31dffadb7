"""Which cells, tissues and fluids are named, who gives the vesicles and who takes them."""
