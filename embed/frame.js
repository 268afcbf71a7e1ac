// Comes with the next step.
