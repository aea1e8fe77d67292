import Base

extension EvaluationReport {
    /// The report as one line of JSON, always the same bytes for the same results. Ratios that have no value are null.
    package var json: String {
        var json = JSONText()
        json.object { report in
            report.member("evaluation", 1)
            report.key("alpha")
            report.object {
                $0.member("alert", Tally.alertAlpha)
                $0.member("recording", Tally.recordingAlpha)
            }
            report.member("camera_hours", cameraHours, decimals: 6)
            report.key("all")
            report.object { write(all, into: &$0) }
            report.key("behaviours")
            report.array { list in for part in tallies { write(part, self, into: &list) } }
            report.key("fixtures")
            report.array { list in for result in results { write(result, into: &list) } }
        }
        return json.text
    }

    private func write(_ part: BehaviourTally, _ report: EvaluationReport, into list: inout JSONText) {
        list.object {
            $0.member("behaviour", part.behaviour.rawValue)
            report.write(part.tally, into: &$0)
        }
    }

    private func write(_ tally: Tally, into object: inout JSONText) {
        object.member("due", Int64(tally.due))
        object.member("true", Int64(tally.found))
        object.member("missed", Int64(tally.missed))
        object.member("false", Int64(tally.wrong))
        object.member("precision", tally.precision ?? .nan)
        object.member("recall", tally.recall ?? .nan)
        object.member("f1", tally.f1 ?? .nan)
        object.member("f1_alert", tally.f1(alpha: Tally.alertAlpha) ?? .nan)
        object.member("f1_recording", tally.f1(alpha: Tally.recordingAlpha) ?? .nan)
        object.member("delay_s", tally.meanDelay_s ?? .nan, decimals: 3)
        object.member("false_per_camera_hour", falsePerHour(tally) ?? .nan, decimals: 3)
        object.member("count_error", Int64(tally.countError))
    }

    private func write(_ result: FixtureResult, into list: inout JSONText) {
        let alone = EvaluationReport([result])
        list.object { fixture in
            fixture.member("fixture", result.name)
            fixture.member("judged_s", result.judged_s, decimals: 3)
            fixture.key("all")
            fixture.object { alone.write(alone.all, into: &$0) }
            fixture.key("behaviours")
            fixture.array { list in for part in result.tallies { write(part, alone, into: &list) } }
            for (name, items) in [("found", result.found), ("missed", result.missed), ("false", result.wrong)] {
                fixture.key(name)
                fixture.array { list in for item in items { write(item, into: &list) } }
            }
            if let quiet = result.quiet { write(quiet, into: &fixture) }
            if let score = result.foreground { write(score, into: &fixture) }
        }
    }

    private func write(_ quiet: QuietShare, into fixture: inout JSONText) {
        fixture.key("quiet")
        fixture.object {
            $0.member("quiet_s", quiet.quiet_s, decimals: 3)
            $0.member("moving_s", quiet.moving_s, decimals: 3)
            $0.member("share", quiet.share ?? .nan, decimals: 4)
        }
    }

    private func write(_ score: ForegroundScore, into fixture: inout JSONText) {
        fixture.key("foreground")
        fixture.object {
            $0.member("pictures", Int64(score.pictures))
            $0.member("scale", Int64(score.block))
            $0.member("precision", score.precision ?? .nan)
            $0.member("recall", score.recall ?? .nan)
            $0.member("f1", score.f1 ?? .nan)
        }
    }

    private func write(_ item: FixtureResult.Item, into list: inout JSONText) {
        list.object {
            $0.member("behaviour", item.behaviour.rawValue)
            if let place = item.place { $0.member("place", place) }
            if let direction = item.direction { $0.member("direction", direction.rawValue) }
            if let time = item.time_s {
                $0.member("time_s", time, decimals: 3)
            } else {
                $0.member("count", Int64(item.count))
            }
            if let delay = item.delay_s { $0.member("delay_s", delay, decimals: 3) }
            if item.truthLine > 0 { $0.member("truth_line", Int64(item.truthLine)) }
        }
    }
}
