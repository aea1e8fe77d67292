// StrictYAML: first light
