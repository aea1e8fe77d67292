// SimulateTests
