// DetectTests
