"""Makes the models that Styrdok ships: one module per step, run as ``python -m train STEP --data DIR --out DIR``."""
