import wayside

runWayside()
