import Foundation

/// The system's Python, by which tests check what Wayside writes with a program that shares nothing with it.
package enum SystemPython {
    /// Where Debian puts it.
    package static let path = "/usr/bin/python3"

    /// Why a test that needs it is left out.
    package static let missing =
        "needs Python 3.11 and its package cryptography: apt-get install python3-cryptography"

    /// Whether it is there, new enough, and has a library for Ed25519.
    package static let isComplete: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = [
            "-c",
            """
            import sys
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
            sys.exit(sys.version_info < (3, 11))
            """,
        ]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}
