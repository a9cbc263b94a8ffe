import Dashboard
import DashboardViews
import Glibc
import Messaging
import Terminal

/// The dashboard without a screen: the same state, told in lines that are only ever added.
actor LinearUI {
  private var dashboard: Dashboard
  private let appearance: Appearance
  private var perform: @Sendable (Effect) -> Void = { _ in }
  private var news = LinearNews()
  private var hasLeft = false
  /// The account to be opened after this one.
  private(set) var next: String?
  /// Counts what happened, to see when it has become quiet.
  private var events = 0
  /// The last page that was told: numbers are those of its rows.
  private var told: (page: LinearPage, rows: ToldRows)?
  /// Whether the first page was told before the server had given the lists.
  private var isUnread = false

  /// How long the answers to an order may take before what there is is told.
  private static let patience = Duration.seconds(2)
  /// After so long without an event everything has been answered.
  private static let quiet = Duration.milliseconds(120)

  init(dashboard: Dashboard, appearance: Appearance) {
    self.dashboard = dashboard
    self.appearance = appearance
  }

  /// Begins: effects go to `perform` from now on.
  func start(perform: @escaping @Sendable (Effect) -> Void) async {
    self.perform = perform
    carryOut(dashboard.start())
    say(["smsdash, \(Gate.safe(dashboard.settings.account)), line by line. help tells what can be typed."])
    handle(.input(.key(.character("1"))))
    await settle()
    news.begin(with: dashboard)
    isUnread = !dashboard.hasMet(Stream.allCases)
    tellPage()
  }

  func handle(_ event: Event) {
    events += 1
    carryOut(dashboard.handle(event, at: .now()))
    say(news.lines(of: dashboard))
    guard isUnread, dashboard.hasMet(Stream.allCases) else { return }
    isUnread = false
    Task { await tellFirstPage() }
  }

  /// What the server gave after the first page was told; who does something else by then has asked for what there is.
  private func tellFirstPage() async {
    await settle()
    if dashboard.mode == .list { tellPage() }
  }

  /// Does what a line says and tells what there is then. False when it was the last one.
  func take(_ line: String) async -> Bool {
    // A line that was typed is no key that is held: where one would not count yet, it waits.
    if [.review, .settle, .question].contains(dashboard.mode) { try? await Task.sleep(for: Review.deafness) }
    switch LineInput(line, at: dashboard) {
    case .again: break
    case .commands:
      say(commands)
      return true
    case .nothing(let sentence):
      say([sentence])
      return true
    case .row(let number):
      guard let told, let selection = told.page.selection, (1..<told.page.lines.count).contains(number) else {
        say(["there is no row \(number)"])
        return true
      }
      guard let steps = dashboard.steps(toRowBelow: number - 1 - selection, in: told.rows) else {
        say(["row \(number) is not here any more; an empty line tells what there is"])
        return true
      }
      for _ in 0..<abs(steps) { handle(.input(.key(steps > 0 ? .down : .up))) }
    case .events(let inputs):
      for input in inputs {
        // A name that was typed as a recipient is looked up before it is taken.
        if input == .key(.tab) { await settle() }
        handle(.input(input))
      }
    }
    await settle()
    if dashboard.composer?.field == .recipients, dashboard.composer?.recipients.text.isEmpty == false,
      dashboard.mode == .input, dashboard.composer?.faults[.recipients] == nil, dashboard.finding == nil
    {
      handle(.input(.key(.tab)))
    }
    guard !hasLeft else { return false }
    tellPage()
    say(prompt)
    return true
  }

  private func tellPage() {
    let page = LinearPage(of: dashboard, appearance: appearance)
    told = dashboard.toldRows.map { (page, $0) }
    say(page.lines)
  }

  /// What is expected in the mode, where that is not plain.
  private var prompt: [String] {
    switch dashboard.mode {
    case .list, .reader: []
    case .input:
      dashboard.composer?.field == .recipients
        ? ["Type recipients with commas between them."]
        : ["Type the text, line by line; a line with a single dot goes to the review, :leave leaves."]
    case .review:
      dashboard.review.map { $0.walk == nil && $0.refusals.isEmpty && $0.obstacles.isEmpty } == true
        ? ["y sends, e goes on writing, q leaves without sending."] : [LinearPage.keys(of: dashboard)]
    case .prompt: linePrompt
    case .dialog, .help, .settle, .stopList, .copy, .accounts, .question: [LinearPage.keys(of: dashboard)]
    }
  }

  /// What a line is typed for.
  private var linePrompt: [String] {
    if case .export? = dashboard.dialog {
      return ["Type the file's name; :accept takes the one that is told, :back leaves."]
    }
    if case .stopList(let list)? = dashboard.dialog {
      let what = list.entering?.isAtWhy == true ? "the reason" : "a number, @user or #group"
      return ["Type \(what); :back leaves."]
    }
    return dashboard.dialog == nil && dashboard.review == nil ? ["Type what to look for."] : ["Type it; :back leaves."]
  }

  private var commands: [String] {
    ["A number chooses a row; an empty line tells what there is again. Commands:"]
      + LinearPage.commands(of: dashboard)
  }

  private func settle() async {
    let clock = ContinuousClock()
    let end = clock.now + LinearUI.patience
    var seen = -1
    while seen != events, clock.now < end {
      seen = events
      try? await Task.sleep(for: LinearUI.quiet)
    }
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .quit: hasLeft = true
      case .switchAccount(let name):
        next = name
        hasLeft = true
      case .redraw, .suspend: break
      case .dumpScreen(let path):
        let frame = DashboardScreen(appearance: appearance).frame(of: dashboard)
        say([ScreenDump.notice(writing: frame, to: path).sentence.raw].map { Gate.safe($0) })
      case .edit: say(["There is no editor line by line."])
      case .copy(let text): say(["The clipboard cannot be reached from here. The text:"] + Gate.safe(text).lines)
      case .read, .write, .ask: perform(effect)
      }
    }
  }

  private func say(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    var text = lines.joined(separator: "\n") + "\n"
    text.withUTF8 { _ = Glibc.write(1, $0.baseAddress, $0.count) }
  }
}

extension String {
  fileprivate var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
