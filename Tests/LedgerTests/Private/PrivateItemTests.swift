import Ledger
import Testing

/// What may be kept apart from entries, told by its bytes.
@Suite struct PrivateItemTests {
    @Test(arguments: [
        ([0xFF, 0xD8, 0xFF, 0xE0, 0] as [UInt8], PrivateMedia.jpeg),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .png), (Array("a note\n".utf8), .text),
        (Array("Sécurité\t✓".utf8), .text),
    ])
    func `pictures and plain text are kept, known by their first bytes`(bytes: [UInt8], media: PrivateMedia) throws {
        let item = try PrivateItem(attachment: bytes)
        #expect(item.media == media)
        #expect(item.bytes == bytes)
    }

    @Test(arguments: [
        Array("GIF89a\u{1}".utf8), [0xFF, 0xD8, 0x00], [0xC3], Array("\u{1B}[2J".utf8), [0x00],
        Array("%PDF-1.4\u{0}".utf8),
    ])
    func `anything else is refused`(bytes: [UInt8]) {
        #expect(throws: ContentRefusal.unknownMedia) { try PrivateItem(attachment: bytes) }
    }

    @Test func `a note loses the white space around it and must say something`() throws {
        #expect(try PrivateItem(note: "  two\nlines \n").text == "two\nlines")
        #expect(throws: ContentRefusal.empty) { try PrivateItem(note: " \n\t") }
        #expect(throws: ContentRefusal.empty) { try PrivateItem(attachment: []) }
        #expect(throws: ContentRefusal.unknownMedia) { try PrivateItem(note: "steer\u{9B}2J") }
    }

    @Test func `text up to 64 KiB and pictures up to 8 MiB are kept`() throws {
        let text = [UInt8](repeating: 0x61, count: 65_536)
        #expect(try PrivateItem(attachment: text).bytes.count == 65_536)
        #expect(throws: ContentRefusal.tooLong(.text, most: 65_536, found: 65_537)) {
            try PrivateItem(attachment: text + [0x61])
        }
        let picture = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 8_388_605)
        #expect(try PrivateItem(attachment: picture).bytes.count == 8_388_608)
        #expect(throws: ContentRefusal.tooLong(.jpeg, most: 8_388_608, found: 8_388_609)) {
            try PrivateItem(attachment: picture + [0])
        }
    }
}
