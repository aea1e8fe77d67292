import Base
import Foundation
import Ledger
import Score
import Testing

@Suite struct `Pictures of events` {
    private let state = NSTemporaryDirectory() + "wayside-pictures-\(ProcessInfo.processInfo.globallyUniqueString)"
    private let first = String(repeating: "a", count: 32), second = String(repeating: "b", count: 32)
    private let time = Timestamp(microseconds: 1_777_881_600_000_000)

    @Test func `are files for their owner alone, and the first that was kept stays`() throws {
        defer { try? FileManager.default.removeItem(atPath: state) }
        let pictures = PictureStore(besideLedger: state + "/ledger.sqlite")
        #expect(pictures.all.isEmpty && !pictures.has(first, at: time) && pictures.read(first, at: time) == nil)
        try pictures.keep([1, 2, 3], of: first, at: time)
        try pictures.keep([4], of: first, at: time)
        #expect(pictures.read(first, at: time) == [1, 2, 3])
        let files = try FileManager.default.contentsOfDirectory(atPath: state + "/pictures")
        #expect(files == ["1777881600000-\(first).jpg"])
        let rights = { (path: String) in
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try rights(state + "/pictures") == 0o700)
        #expect(try rights(state + "/pictures/" + files[0]) == 0o600)
    }

    @Test(arguments: [
        "../../../etc/passwd", "", "A" + String(repeating: "a", count: 31), "a/" + String(repeating: "a", count: 30),
    ])
    func `have no other names than ids of events`(name: String) throws {
        defer { try? FileManager.default.removeItem(atPath: state) }
        let pictures = PictureStore(state: state)
        try pictures.keep([1], of: name, at: time)
        #expect(pictures.all.isEmpty && !pictures.has(name, at: time) && pictures.read(name, at: time) == nil)
    }

    @Test func `that are old enough are erased, whatever else is there`() throws {
        defer { try? FileManager.default.removeItem(atPath: state) }
        let pictures = PictureStore(state: state)
        try pictures.keep([1], of: first, at: time)
        try pictures.keep([2], of: second, at: Timestamp(microseconds: time.microseconds + 1000))
        #expect(pictures.all.map(\.event) == [first, second])
        let ledger = try SQLiteLedger(path: state + "/ledger.sqlite", detector: "test/1")
        _ = try ledger.addSteward("ada", roles: [.administrator], by: "ada", at: time)
        let limit = Timestamp(microseconds: time.microseconds + 1000)
        for order in [
            ErasureOrder.retention(notesBefore: time, eventsBefore: nil),
            .retention(notesBefore: nil, eventsBefore: time), .request(entry: 0),
        ] { #expect(try ledger.erasePictures(order, by: "ada", at: limit) == 0) }
        #expect(throws: AppealError.self) {
            try ledger.erasePictures(.retention(notesBefore: limit, eventsBefore: nil), by: "eve", at: limit)
        }
        #expect(
            try ledger.erasePictures(.retention(notesBefore: limit, eventsBefore: nil), by: "ada", at: limit) == 1)
        #expect(pictures.all.map(\.event) == [second])
    }
}
