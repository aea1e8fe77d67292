import Ledger
import Testing

/// Eight hashes side by side, against the cryptographic library's one.
@Suite struct MessageBatchTests {
    private func line(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ count) } }

    @Test(arguments: [1, 7, 8, 9, 300])
    func `gives the hashes that one after another gives, at any length`(count: Int) {
        for first in [0, 40, 100] {
            var batch = MessageBatch()
            let lines = (0..<count).map { line(first + ($0 &* 7919) % 257) }
            for line in lines { batch.append(leaf: line.span) }
            #expect(batch.quickHashes() == lines.map { .leaf($0.span) })
        }
    }

    @Test func `gives SHA-256 of nothing, and of abc (FIPS 180-4)`() {
        var batch = MessageBatch()
        batch.append([UInt8]().span)
        batch.append("abc".utf8.span)
        #expect(batch.quickHashes()[0] == .ofNothing)
        #expect(
            batch.quickHashes()[1].description
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(MessageBatch().quickHashes() == [])
    }
}
