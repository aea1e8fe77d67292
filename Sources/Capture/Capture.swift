// Capture: first light
