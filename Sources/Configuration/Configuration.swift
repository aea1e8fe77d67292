// Configuration: first light
