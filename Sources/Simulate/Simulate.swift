// Simulate: first light
