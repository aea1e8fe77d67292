import Base
import Settings
import Score
import StrictYAML

/// What one `replay` works on: every file is read and checked before the first picture is.
struct ReplayPlan {
    /// Site of recordings that belong to none.
    static let localSite = "local"

    let recordings: [Recording]
    let site: String
    /// What the site is watched for; a camera's own purpose is narrower and comes first.
    let purpose: String?
    private let configuration: SiteConfiguration?
    /// The policy that was named; nil leaves the choice to the ledger.
    let policy: PolicyFile?

    /// - Parameters:
    ///   - fixtures: directories of recordings.
    ///   - config: a file whose camera is used instead of the fixtures' own; of a `wayside.yaml` also site and policy.
    ///   - policy: a policy file.
    ///   - rate: pictures per second of bare directories.
    /// - Throws: `Failure` with one line per problem.
    init(fixtures: [String], config: String?, policy: String?, rate: Double?) throws {
        recordings = try fixtures.map { directory in
            try Failure.mapping(.data) { () throws(Diagnostics) in
                try FixtureReader.read(directory: directory, config: config, rate: rate)
            }
        }
        let site = try config.flatMap(ReplayPlan.siteConfiguration)
        self.site = site?.site.id ?? Self.localSite
        (purpose, configuration) = (site?.purpose, site)
        self.policy = try (policy ?? site?.policy).map(PolicyChoice.file)
    }

    /// What the ledger enters about the camera of a recording.
    func purposes(of recording: Recording) -> CameraPurposes {
        CameraPurposes(recording.camera, site: site, within: configuration)
    }

    /// The site's configuration when the file is one.
    static func siteConfiguration(_ file: String) throws -> SiteConfiguration? {
        try Failure.mapping(.configuration) { () throws(Diagnostics) in
            let isSite = try YAMLFile.read(file) { $0.peek("wayside") != nil }
            return isSite ? try SiteConfigurationReader.read(file: file) : nil
        }
    }
}
