public import Base
internal import Foundation
internal import Score

extension SQLiteLedger {
    /// Erases pictures of events: those whose events are older than either time of the order, but for those that an open appeal is
    /// about, or that of the entry which is named. Entries commit to no picture of an event, so nothing is entered.
    /// - Parameters:
    ///   - author: a steward with the right to erase.
    ///   - time: of the act.
    /// - Returns: how many are gone.
    /// - Throws: `AppealError`.
    public func erasePictures(
        _ order: ErasureOrder, by author: String, at time: Timestamp
    ) throws(AppealError) -> Int {
        let pictures = PictureStore(besideLedger: path)
        let needed = try acting(at: time) { desk in
            do throws(Refusal) { try desk.stewards.permit(.erase, by: author) } catch {
                throw AppealRefusal.notPermitted(error)
            }
            return try desk.underAppeal()
        }
        var count = 0
        do {
            for kept in pictures.all {
                let sequence = try reader.event(kept.event)?.entry.sequence
                let isMeant =
                    switch order {
                    case .request(let entry): sequence == entry
                    case .retention(let notes, let events):
                        [notes, events].contains { $0.map { kept.time < $0 } == true }
                            && sequence.map(needed.contains) != true
                    }
                guard isMeant else { continue }
                try pictures.erase(kept)
                count += 1
            }
        } catch { throw .ledger(LedgerError(error, path: path)) }
        return count
    }
}
