// EvaluateTests
