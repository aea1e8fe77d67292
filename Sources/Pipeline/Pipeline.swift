// Pipeline: first light
