/// Which regions of a frame each track was seen in, and how many tracks share each region: a list of pairs in the order in
/// which they were found. Its buffers are kept from frame to frame.
struct Observations {
    /// One track (by its place in `Tracker.states`) seen in one region.
    struct Link {
        let track: Int
        let region: Int
    }

    private(set) var links: [Link] = []
    private var perTrack: [Int] = []
    private var perRegion: [Int] = []

    /// Makes an empty list with room for a busy scene.
    init() {
        links.reserveCapacity(128)
        perTrack.reserveCapacity(128)
        perRegion.reserveCapacity(256)
    }

    /// Begins a frame.
    mutating func begin(tracks: Int, regions: Int) {
        links.removeAll(keepingCapacity: true)
        perTrack.removeAll(keepingCapacity: true)
        perTrack.append(contentsOf: repeatElement(0, count: tracks))
        perRegion.removeAll(keepingCapacity: true)
        perRegion.append(contentsOf: repeatElement(0, count: regions))
    }

    mutating func add(track: Int, region: Int) {
        links.append(Link(track: track, region: region))
        perTrack[track] += 1
        perRegion[region] += 1
    }

    /// Number of tracks that there were when the frame began.
    var tracks: Int { perTrack.count }

    /// In how many regions a track was seen, and the first of them.
    func count(ofTrack t: Int) -> Int { perTrack[t] }
    func firstRegion(of t: Int) -> Int? { perTrack[t] == 0 ? nil : links.first { $0.track == t }?.region }

    /// How many tracks were seen in a region, and how many of those fulfil the condition.
    func count(inRegion r: Int) -> Int { perRegion[r] }
    func count(inRegion r: Int, where condition: (Int) -> Bool) -> Int {
        perRegion[r] == 0 ? 0 : links.count { $0.region == r && condition($0.track) }
    }

    /// The first two tracks seen in a region; nil when there are fewer.
    func pair(in r: Int) -> (Int, Int)? {
        guard perRegion[r] > 1, let first = links.firstIndex(where: { $0.region == r }),
            let second = links[(first + 1)...].firstIndex(where: { $0.region == r })
        else { return nil }
        return (links[first].track, links[second].track)
    }
}
