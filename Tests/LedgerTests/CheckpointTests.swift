import Ledger
import Testing

/// Notes and checkpoints, beside a note that the reference implementation publishes.
@Suite struct `A signed checkpoint` {
    static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    static let note =
        text + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """

    @Test func `is checked as the reference checks it`() throws {
        let key = try #require(NoteKey(verifier: Self.verifier)), note = try #require(SignedNote(Self.note))
        #expect(key.name == "PeterNeumann" && key.verifier == Self.verifier)
        #expect(note.text == Self.text && note.note == Self.note)
        #expect(note.isSigned(by: key))
    }

    @Test func `is signed as the reference signs it`() throws {
        let signer = try #require(NoteSigner(line: Self.secret))
        #expect(signer.key.verifier == Self.verifier)
        // Ed25519 takes no chance: the same key and text give the same signature (RFC 8032).
        #expect(try signer.sign(Self.text).note == Self.note)
    }

    @Test func `every changed byte is seen`() throws {
        let key = try #require(NoteKey(verifier: Self.verifier))
        let bytes = Array(Self.note.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            guard let text = String(validating: changed, as: UTF8.self), let note = SignedNote(text) else { continue }
            #expect(!note.isSigned(by: key), "byte \(index)")
        }
    }

    @Test func `somebody else's signature beside it is left alone`() throws {
        let key = try #require(NoteKey(verifier: Self.verifier))
        let other = NoteSigner { _ in "witness" }
        let both = SignedNote(
            text: Self.text,
            signatures: try #require(SignedNote(Self.note)).signatures + (try other.sign(Self.text).signatures))
        let read = try #require(SignedNote(both.note))
        #expect(read == both && read.isSigned(by: key) && read.isSigned(by: other.key))
        #expect(try !other.sign(Self.text).isSigned(by: key))
    }

    @Test(arguments: [
        "", "PeterNeumann", "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann+c74f20a3+ARpc2QcU",
    ])
    func `a key that is none is not taken`(text: String) { #expect(NoteKey(verifier: text) == nil) }

    @Test func `reads what it wrote, and nothing else`() throws {
        let checkpoint = Checkpoint(origin: "wayside/depot", count: 1_000_000, root: .ofNothing)
        #expect(Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(Checkpoint(text: checkpoint.text + "an extension\n") == checkpoint)
        for text in [
            "", "wayside/depot\n1\n", checkpoint.text.replacing("1000000", with: "01000000"),
            checkpoint.text.replacing("1000000", with: "-1"), String(checkpoint.text.dropLast()),
            checkpoint.text.replacing("=", with: ""),
        ] { #expect(Checkpoint(text: text) == nil) }
    }
}
