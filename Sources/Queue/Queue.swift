// Queue: first light
