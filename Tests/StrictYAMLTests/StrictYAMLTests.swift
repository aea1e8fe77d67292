// StrictYAMLTests
