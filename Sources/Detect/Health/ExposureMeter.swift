package import Base

/// Keeps account of how long each place was observed and how long it was not, by frame time.
///
/// The time from one picture to the next belongs to the earlier one: observed, or blind for its reason. Of a gap longer than
/// `longestInterval_ms` only that much does; the rest is blind as skipped, for nothing is known of it.
package struct ExposureMeter: Sendable {
    /// A camera that gives a picture less often than this is not observing in between.
    package static let longestInterval_ms: Int64 = 2000
    /// Length of one account.
    package static let minute_ms: Int64 = 60_000

    private let source: String
    private let places: [String]
    private var start_us: Int64?
    private var last_us: Int64 = 0
    private var state: BlindReason?
    /// Start of the running account in milliseconds after `start_us`, and its sums.
    private var opened_ms: Int64 = 0
    private var counted_ms: Int64 = 0
    private var observed_ms: Int64 = 0
    private var blind_ms: [Exposure.Blind] = []

    /// - Parameters:
    ///   - source: `site/camera`.
    ///   - places: ids of the camera's places; all of them are seen or not seen together.
    package init(source: String, places: [String]) { (self.source, self.places) = (source, places) }

    /// Notes a picture, used or not.
    /// - Parameters:
    ///   - time: of the picture; one that is not after the last one is taken as if it had come at the same time.
    ///   - blind: why the places cannot be seen from this picture on; `.skipped` for a picture that could not be used.
    /// - Returns: the accounts of the whole minutes, counted from the first picture, that have run out.
    package mutating func note(_ time: Timestamp, blind: BlindReason?) -> [Exposure] {
        var accounts: [Exposure] = []
        if let start = start_us {
            advance(to: (max(time.microseconds, last_us) - start) / 1000, &accounts)
            last_us = max(time.microseconds, last_us)
        } else {
            (start_us, last_us) = (time.microseconds, time.microseconds)
        }
        state = blind
        return accounts
    }

    /// Closes the account of the last, incomplete minute at the last picture.
    package mutating func finish() -> [Exposure] {
        guard counted_ms > opened_ms else { return [] }
        var accounts: [Exposure] = []
        close(&accounts)
        return accounts
    }

    private mutating func advance(to end_ms: Int64, _ accounts: inout [Exposure]) {
        let known = min(end_ms, counted_ms + ExposureMeter.longestInterval_ms)
        count(until: known, as: state, &accounts)
        count(until: end_ms, as: state == nil ? .skipped : state, &accounts)
    }

    /// Counts the time up to `end_ms` under one state, closing accounts at whole minutes.
    private mutating func count(until end_ms: Int64, as state: BlindReason?, _ accounts: inout [Exposure]) {
        while counted_ms < end_ms {
            let part = min(end_ms, opened_ms + ExposureMeter.minute_ms) - counted_ms
            if let state { addBlind(part, state.name) } else { observed_ms += part }
            counted_ms += part
            if counted_ms == opened_ms + ExposureMeter.minute_ms { close(&accounts) }
        }
    }

    private mutating func addBlind(_ milliseconds: Int64, _ reason: String) {
        if let index = blind_ms.firstIndex(where: { $0.reason == reason }) {
            blind_ms[index] = Exposure.Blind(reason: reason, milliseconds: blind_ms[index].milliseconds + milliseconds)
        } else {
            blind_ms.append(Exposure.Blind(reason: reason, milliseconds: milliseconds))
        }
    }

    private mutating func close(_ accounts: inout [Exposure]) {
        guard let start_us else { return }
        let blind = blind_ms.sorted { $0.reason < $1.reason }
        for place in places {
            accounts.append(
                Exposure(
                    source: source, place: place, start: Timestamp(microseconds: start_us + opened_ms * 1000),
                    end: Timestamp(microseconds: start_us + counted_ms * 1000), observed_ms: observed_ms,
                    blind_ms: blind))
        }
        (opened_ms, observed_ms, blind_ms) = (counted_ms, 0, [])
    }
}
