/// Who may work next, where there are fewer turns than cameras. Pure: it knows seats and costs, no threads and no clock, so
/// that every order of calls can be tested.
///
/// Turns are shared by start-time fair queueing (P. Goyal, H. M. Vin, H. Cheng: Start-time Fair Queueing, SIGCOMM 1996). Every
/// picture gets a start tag: what its camera has used of the machine so far, but not less than the tag of the picture that
/// was served last, so that nobody saves up. The smallest tag goes first; of equal ones, whose camera has used less, then who
/// asked first. A camera that needs no more than its share is so served next whatever the others ask for, and the rest is
/// shared out evenly. To serve the oldest picture of any camera first would not do: a camera that cannot keep up always has
/// the oldest one.
package struct TurnQueue {
    private enum State: Hashable {
        case free
        case resting
        /// Wants a turn; a lower number has asked earlier.
        case waiting(number: UInt64)
        case working
    }

    private struct Seat {
        var state = State.free
        /// Tag of the picture that is waited for or worked at.
        var start_ns: UInt64 = 0
        /// Where the tag of its next picture begins.
        var finish_ns: UInt64 = 0
    }

    /// How many seats may work at once.
    package let turns: Int
    private var seats: [Seat] = []
    /// How many work now.
    package private(set) var working = 0
    private var asked: UInt64 = 0
    /// Largest start tag served: how far everybody is who uses a share of the machine.
    private var reached_ns: UInt64 = 0

    /// - Parameter turns: 1 or more.
    package init(turns: Int) {
        precondition(turns >= 1, "somebody may work")
        self.turns = turns
    }

    /// Takes a seat.
    /// - Returns: its number.
    package mutating func join() -> Int {
        let seat = seats.firstIndex { $0.state == .free } ?? seats.count
        if seat == seats.count { seats.append(Seat()) }
        seats[seat] = Seat(state: .resting)
        return seat
    }

    /// Leaves a seat that neither waits nor works.
    package mutating func leave(_ seat: Int) {
        precondition(seats[seat].state == .resting, "a turn is given back before its seat is left")
        seats[seat].state = .free
    }

    /// A seat wants to work.
    /// - Returns: whether it may begin now; else it will be named by `giveBack`. Allocates nothing.
    package mutating func ask(_ seat: Int) -> Bool {
        precondition(seats[seat].state == .resting, "one turn at a time")
        seats[seat].start_ns = max(reached_ns, seats[seat].finish_ns)
        // With a turn to spare nobody is waiting.
        if working < turns {
            begin(seat)
            return true
        }
        seats[seat].state = .waiting(number: asked)
        asked += 1
        return false
    }

    /// A seat has worked for so long.
    /// - Returns: the seat that may begin now. Cost: one pass over the seats, no allocation.
    package mutating func giveBack(_ seat: Int, cost_ns: UInt64) -> Int? {
        precondition(seats[seat].state == .working, "only a turn that was taken is given back")
        seats[seat].state = .resting
        seats[seat].finish_ns = seats[seat].start_ns + cost_ns
        working -= 1
        guard let next = first else { return nil }
        begin(next)
        return next
    }

    private mutating func begin(_ seat: Int) {
        seats[seat].state = .working
        working += 1
        reached_ns = max(reached_ns, seats[seat].start_ns)
    }

    /// Of those that wait, the one with the smallest tag.
    private var first: Int? {
        var best: (seat: Int, rank: (UInt64, UInt64, UInt64))?
        for seat in seats.indices {
            guard case .waiting(let number) = seats[seat].state else { continue }
            let rank = (seats[seat].start_ns, seats[seat].finish_ns, number)
            if let best, best.rank < rank { continue }
            best = (seat, rank)
        }
        return best?.seat
    }
}
