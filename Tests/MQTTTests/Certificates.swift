import Foundation
import WaysideTestSupport

/// Certificates for one test, made by `openssl`.
enum Certificates {
    /// Makes `authority.pem`, `server.pem` and `server.key` for `localhost`, and `other.pem`, an authority that has signed nothing.
    static func make(in directory: String) throws {
        let tool = "/usr/bin/openssl"
        for name in ["authority", "other"] {
            try runTool(
                tool, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-keyout", "\(directory)/\(name).key", "-out", "\(directory)/\(name).pem")
        }
        try runTool(
            tool, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
            "-keyout", "\(directory)/server.key", "-out", "\(directory)/server.csr")
        try "subjectAltName=DNS:localhost,IP:127.0.0.1\n".write(
            toFile: directory + "/names", atomically: true, encoding: .utf8)
        try runTool(
            tool, "x509", "-req", "-in", "\(directory)/server.csr", "-CA", "\(directory)/authority.pem", "-CAkey",
            "\(directory)/authority.key", "-CAcreateserial", "-days", "2", "-extfile", "\(directory)/names", "-out",
            "\(directory)/server.pem")
    }
}
