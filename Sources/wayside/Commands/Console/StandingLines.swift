import Base
import Score

/// Standings as a table for people and as JSON for machines.
enum StandingLines {
    /// One line per place below a title, then one for all places of each site.
    static func table(_ standings: [Standing], together rollUps: [RollUp] = [], _ style: Style) -> [String] {
        var table = TextTable([
            ("place", .left), ("standing", .right), ("", .left), ("observed", .right), ("unobserved", .left),
        ])
        for standing in standings {
            let unobserved = standing.exposure.blind_ms.map { "\($0.reason) \(seconds($0.milliseconds))" }
            table.add([
                standing.subject.path, standing.isRated ? pointsText(standing.shown_mp) : "unrated",
                standing.consequence?.rawValue ?? "", seconds(standing.exposure.observed_ms),
                unobserved.joined(separator: ", "),
            ])
        }
        for rollUp in rollUps {
            table.add([
                rollUp.site.map { "site \($0)" } ?? "all sites", rollUp.isRated ? pointsText(rollUp.sum_mp) : "unrated",
                "\(rollUp.rated) of \(rollUp.places) rated", seconds(rollUp.exposure.observed_ms), "",
            ])
        }
        return table.lines(style)
    }

    /// One object; milli-points and milliseconds as whole numbers.
    static func json(_ standing: Standing) -> String {
        var json = JSONText()
        json.object { place in
            place.member("source", standing.subject.source)
            place.member("place", standing.subject.id)
            place.member("time", standing.time.rfc3339)
            place.member("standing_mp", standing.sum_mp)
            place.member("shown_mp", standing.shown_mp)
            place.key("rated")
            place.bool(standing.isRated)
            if let consequence = standing.consequence { place.member("consequence", consequence.rawValue) }
            place.member("observed_ms", standing.exposure.observed_ms)
            place.key("blind_ms")
            place.object { list in standing.exposure.blind_ms.forEach { list.member($0.reason, $0.milliseconds) } }
        }
        return json.text
    }

    /// One object for all places of a site (`site`), or of all sites (`site` null).
    static func json(_ rollUp: RollUp, at time: Timestamp) -> String {
        var json = JSONText()
        json.object { object in
            object.key("site")
            if let site = rollUp.site { object.string(site) } else { object.null() }
            object.member("time", time.rfc3339)
            object.member("standing_mp", rollUp.sum_mp)
            object.key("rated")
            object.bool(rollUp.isRated)
            object.member("places", Int64(rollUp.places))
            object.member("rated_places", Int64(rollUp.rated))
            object.member("observed_ms", rollUp.exposure.observed_ms)
        }
        return json.text
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        JSONText.format(Double(milliseconds) / 1000, decimals: 1) + " s"
    }
}
