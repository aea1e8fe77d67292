package import Base

/// Leaves one sighting of each object: of those of one class that overlap more than allowed, the best (greedy non-maximum
/// suppression, as in Felzenszwalb et al., TPAMI 2010).
package enum Suppression {
    /// Most sightings that one picture gives; no scene that rules are about has more.
    package static let most = 300

    /// The best first, equally good ones in the order given. Cost: at most `most` times the number of sightings.
    package static func best(_ sightings: [ObjectSighting], mostOverlap: Double) -> [ObjectSighting] {
        let ranked = sightings.enumerated().sorted {
            ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
        }
        var kept: [ObjectSighting] = []
        for (_, candidate) in ranked {
            if kept.count == most { break }
            let isKnown = kept.contains {
                $0.objectClass == candidate.objectClass && $0.box.intersectionOverUnion(candidate.box) > mostOverlap
            }
            if !isKnown { kept.append(candidate) }
        }
        return kept
    }
}
