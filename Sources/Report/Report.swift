// Report: first light
