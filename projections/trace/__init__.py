"""倒查: who answers for a matter, on which material, in what role, under which rule."""
