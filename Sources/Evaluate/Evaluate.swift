// Evaluate: first light
