/// How large the boxes of confirmed tracks were on their way: one who stops and stands is still as large, a thing that
/// somebody put down is smaller.
struct WalkBook: Sendable {
    private struct Walk: Sendable {
        let id: Int
        var area_px2: Double
        var isFollowed = true
    }

    private var walks: [Walk] = []

    /// Less than this share of its size from where it was first seen is no way.
    private static let least = 0.5
    /// Speed in sizes a second from which something moves.
    private static let moving = 0.12

    /// Takes the tracks of a look.
    mutating func note(_ tracks: [TrackState]) {
        for w in walks.indices { walks[w].isFollowed = false }
        for track in tracks where track.confirmed && track.reach >= Self.least {
            let area_px2 = track.width * track.height
            if let w = walks.firstIndex(where: { $0.id == track.id }) {
                walks[w].isFollowed = true
                let moves = track.observed && !track.grouped && track.relativeSpeed > Self.moving
                if moves { walks[w].area_px2 += (area_px2 - walks[w].area_px2) * 0.2 }
            } else {
                walks.append(Walk(id: track.id, area_px2: area_px2))
            }
        }
        walks.removeAll { !$0.isFollowed }
    }

    /// Area of the track's box on its way; nil when it never went anywhere.
    func area_px2(of id: Int) -> Double? { walks.first { $0.id == id }?.area_px2 }
}
