// Score: first light
