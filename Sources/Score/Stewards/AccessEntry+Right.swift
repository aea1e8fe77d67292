extension AccessEntry.Act {
    /// The right that it needs.
    public var right: Act {
        switch self {
        case .look: .look
        case .export: .export
        case .query: .query
        }
    }
}
