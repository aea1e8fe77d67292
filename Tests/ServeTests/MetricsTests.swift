import Ledger
import Score
import Base
import Foundation
import Serve
import Testing

@Suite struct `Metrics` {
    private var families: MetricFamilies {
        var metrics = MetricFamilies()
        metrics.add(
            .counter, "frames", "Pictures \\ by \"what\".", [MetricSample([MetricLabel("camera", "a\"b\\c\nd")], 3)])
        metrics.add(.gauge, "state_free_bytes", "Room.", 1.5e12)
        metrics.add(.info, "build", "Version.", [MetricSample([MetricLabel("version", "1.0")], 1)])
        metrics.add(.gauge, "nothing", "Is left out.", nil as Double?)
        var histogram = MetricHistogram()
        for microseconds: Int64 in [1280, 1281, 60_000_000] { histogram.add(microseconds: microseconds) }
        metrics.add("ledger_commit_seconds", "How long.", [([], histogram)])
        return metrics
    }

    @Test func `the older form has a family's name as its lines have it`() {
        let text = MetricsForm.prometheus.text(families)
        #expect(
            text.hasPrefix(
                """
                # HELP wayside_frames_total Pictures \\\\ by "what".
                # TYPE wayside_frames_total counter
                wayside_frames_total{camera="a\\"b\\\\c\\nd"} 3
                # HELP wayside_state_free_bytes Room.
                # TYPE wayside_state_free_bytes gauge
                wayside_state_free_bytes 1500000000000
                # HELP wayside_build_info Version.
                # TYPE wayside_build_info gauge
                wayside_build_info{version="1.0"} 1

                """))
        #expect(text.contains("wayside_ledger_commit_seconds_bucket{le=\"0.00128\"} 1\n"))
        #expect(text.contains("wayside_ledger_commit_seconds_bucket{le=\"0.00256\"} 2\n"))
        #expect(text.contains("wayside_ledger_commit_seconds_bucket{le=\"20.97152\"} 2\n"))
        #expect(
            text.hasSuffix(
                """
                _bucket{le="+Inf"} 3
                wayside_ledger_commit_seconds_sum 60.002561
                wayside_ledger_commit_seconds_count 3

                """))
    }

    @Test func `OpenMetrics names families without suffix, says units and ends`() {
        let text = MetricsForm.openMetrics.text(families)
        #expect(text.contains("# TYPE wayside_frames counter\nwayside_frames_total{"))
        #expect(text.contains("# TYPE wayside_build info\nwayside_build_info{"))
        #expect(text.contains("# UNIT wayside_state_free_bytes bytes\n") && text.hasSuffix("\n# EOF\n"))
    }

    @Test func `the form is chosen by what is accepted`() throws {
        let asking = try Asking(try TestHouse(events: 1))
        let open = asking.ask(
            "GET", "/metrics", headers: ["accept": "application/openmetrics-text;version=1.0.0,*/*;q=0.1"])
        #expect(open.media.hasPrefix("application/openmetrics-text; version=1.0.0"))
        let plain = asking.get("/metrics")
        #expect(
            plain.media.hasPrefix("text/plain; version=0.0.4")
                && plain.text.contains("wayside_camera_up{camera=\"bay\"} 1"))
        #expect(plain.text.contains("wayside_stream_closed_total{reason=\"slow\"} 0"))
    }
}
