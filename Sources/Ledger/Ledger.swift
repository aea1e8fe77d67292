// Ledger: first light
