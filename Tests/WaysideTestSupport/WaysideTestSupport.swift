// WaysideTestSupport
