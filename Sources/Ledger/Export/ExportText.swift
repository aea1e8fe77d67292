/// Names of the files of an export; docs/ledger.md says what is in each.
enum ExportName {
    static let entries = "entries.jsonl"
    static let leaves = "leaves.txt"
    static let checkpoint = "checkpoint.txt"
    static let key = "key.txt"
    static let notes = "notes.jsonl"
    static let readMe = "README.txt"
    static let policies = "policies"
}

/// What an export says about itself. Always the same, so that the verifier knows it by its hash.
enum ExportText {
    static let readMe = """
        This is a Wayside ledger: every entry that it had when checkpoint.txt was signed.

        entries.jsonl    the entries in order, a line of JSON each; after the entry of an event the event, where it is still kept
        leaves.txt       for each entry SHA-256 of a zero byte and its line: the leaves of a Merkle tree (RFC 6962)
        checkpoint.txt   the number of entries and the root of that tree, signed (C2SP tlog-checkpoint)
        key.txt          the Ed25519 key with which the signature is checked (C2SP signed-note)
        policies         every policy that entries were made under: HASH.yaml as it was written, HASH.json its rules
        notes.jsonl      where it was asked for: notes and pictures that entries commit to, each with its salt

        To check all of it no program of Wayside is needed. Tests/Verifier in Wayside's sources has a verifier in Python:

            python3 Tests/Verifier/wayside_verify.py THIS-DIRECTORY

        It checks the signature, every line, and computes every number again from policies and events. What each line
        and number means is in docs/ledger.md and docs/scoring.md, so that anybody can write a verifier of their own.

        Whether this is the ledger that it says it is, only a key or a checkpoint can show that came to you another way.
        The verifier takes them with --key and --checkpoint.

        """
}
