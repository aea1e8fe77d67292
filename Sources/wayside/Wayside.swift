@main struct Wayside { static func main() {} }
