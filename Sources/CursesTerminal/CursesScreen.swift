import CNcurses
import Glibc
import Terminal

/// A terminal as the dashboard uses it: frames out, its modes and services while it is ours, given back after.
///
/// Not `Sendable`: it lives on the thread that opened it. There can be one at a time.
public final class CursesScreen {
  /// How a screen is opened.
  public struct Options: Sendable {
    /// What kind of terminal it is; nil takes `TERM`.
    public var terminalType: String?
    /// Whether colours are used where there are some (`NO_COLOR` says no).
    public var colors: Bool
    /// Whether clicks and the wheel are asked for; the terminal's own selection then needs Shift.
    public var mouse: Bool
    /// Whether this screen may change the process: a crash or exit gives the terminal back, and what is printed to
    /// standard output and error meanwhile is kept until then. A program wants it, a test does not.
    public var guardsProcess: Bool

    public init(
      terminalType: String? = nil, colors: Bool = true, mouse: Bool = false, guardsProcess: Bool = true
    ) {
      self.terminalType = terminalType
      self.colors = colors
      self.mouse = mouse
      self.guardsProcess = guardsProcess
    }
  }

  /// Stands in for a terminal type that this machine does not know.
  public static let standInTerminalType = "xterm-256color"

  /// The terminal type asked for, if it was unknown and ``standInTerminalType`` is used instead: to be told.
  public let unknownTerminalType: String?
  /// How many colours are in use: 0, 8, 16 or 256.
  public var colors: Int { renderer.colors }
  /// The size that frames should have.
  public var size: Size { renderer.size }
  /// Whether the terminal has taken all that was drawn. While not, drawing more only makes it later.
  var isDrained: Bool { output.isDrained }

  let input: TerminalDescriptor
  private let outputDescriptor: TerminalDescriptor
  private var output: TerminalOutput
  private let renderer: CursesRenderer
  private let services: TerminalServices
  private let saved: termios
  private var stray: StrayOutput?
  private let guardsProcess: Bool
  /// Whether the terminal is in our modes.
  private var isOurs = false
  /// Whether anything was sent that must be taken back.
  private var hasDrawn = false
  private var servicesAreOn = false

  /// Takes the terminal: no echo, each key at once. The screen itself changes with the first frame.
  ///
  /// - Throws: The terminal is as it was then.
  public init(input: Int32 = 0, output: Int32 = 1, options: Options = Options()) throws(TerminalError) {
    self.input = try TerminalDescriptor(input, for: .input)
    outputDescriptor = try TerminalDescriptor(output, for: .output)
    self.output = TerminalOutput(descriptor: outputDescriptor.number)
    var modes = termios()
    guard tcgetattr(self.input.number, &modes) == 0 else { throw .system(call: "tcgetattr", errno: errno) }
    saved = modes
    let size = Size.ofTerminal(outputDescriptor.number) ?? Size(columns: 80, rows: 24)
    (renderer, unknownTerminalType) = try CursesScreen.renderer(options, size: size)
    services = TerminalServices(mouse: options.mouse)
    guardsProcess = options.guardsProcess
    stray = options.guardsProcess ? try StrayOutput() : nil
    take()
  }

  deinit { close() }

  /// The size of the terminal behind a descriptor; nil if it has none.
  public static func currentSize(_ descriptor: Int32 = 1) -> Size? { .ofTerminal(descriptor) }

  /// Shows a frame: what differs from the frame before goes out in one write, nothing if none does.
  public func draw(_ frame: Frame) {
    guard isOurs else { return }
    var bytes = renderer.render(frame)
    guard !bytes.isEmpty else { return }
    if !hasDrawn {
      hasDrawn = true
      armGuard()
    }
    if !servicesAreOn {
      servicesAreOn = true
      bytes += services.on
    }
    output.send(bytes)
  }

  /// Asks the terminal to put text on the operator's clipboard. False when the text is too large for terminals.
  @discardableResult
  public func copy(_ text: String) -> Bool {
    guard isOurs, let bytes = Clipboard.sequence(for: text, isInTmux: Clipboard.isInTmux(getenv("TMUX"))) else {
      return false
    }
    output.send(bytes)
    return true
  }

  /// Sends more of what the terminal did not take at once.
  func push() { output.push() }

  /// The terminal has another size: frames of it are expected, and the next is drawn whole.
  public func resize(to size: Size) {
    renderer.resize(to: size)
    if hasDrawn { armGuard() }
  }

  var outputNumber: Int32 { outputDescriptor.number }

  /// Whether nobody holds the other end of the terminal any more.
  var isGone: Bool {
    var entry = pollfd(fd: input.number, events: 0, revents: 0)
    return poll(&entry, 1, 0) > 0 && entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  /// Takes the terminal's size, should it have changed. Returns whether it had.
  func followSize() -> Bool {
    guard let now = Size.ofTerminal(outputNumber), now != size else { return false }
    resize(to: now)
    return true
  }

  /// The next frame is drawn whole, for a screen that somebody else wrote on.
  public func redrawAll() { renderer.forget() }

  /// Gives the terminal back until ``resume()``: for a stop, or for an editor.
  public func suspend() {
    guard isOurs else { return }
    isOurs = false
    output.drain(milliseconds: 200)
    if hasDrawn {
      output.send(services.restore(rows: size.rows))
      output.drain(milliseconds: 200)
      renderer.leave()
      hasDrawn = false
      servicesAreOn = false
    }
    giveBackModes()
  }

  /// Takes the terminal again; the next frame is drawn whole.
  public func resume() {
    if isOurs {
      // It was taken by force: a shell may have switched anything off meanwhile.
      renderer.forget()
      servicesAreOn = false
    }
    take()
  }

  /// Gives the terminal back for good. Harmless on a terminal that is gone.
  public func close() {
    suspend()
    stray?.close()
    stray = nil
  }

  private func take() {
    isOurs = true
    var modes = cn_modes_for_keys([saved])
    stray?.capture()
    armGuard()
    tcsetattr(input.number, TCSANOW, &modes)
  }

  private func giveBackModes() {
    var modes = saved
    // Not after draining: on a terminal that takes nothing that would wait for ever.
    tcsetattr(input.number, TCSANOW, &modes)
    if guardsProcess { cn_guard_disarm() }
    stray?.release()
  }

  private func armGuard() {
    guard guardsProcess else { return }
    let bytes = hasDrawn ? services.restore(rows: size.rows) : []
    _ = cn_guard_arm(outputNumber, input.number, [saved], bytes, bytes.count)
  }

  private static func renderer(
    _ options: Options, size: Size
  ) throws(TerminalError) -> (CursesRenderer, unknown: String?) {
    let type = options.terminalType ?? getenv("TERM").map { String(cString: $0) } ?? ""
    do throws(TerminalError) {
      return (try CursesRenderer(terminalType: type, size: size, colors: options.colors), nil)
    } catch .noDescription {
      do throws(TerminalError) {
        return (try CursesRenderer(terminalType: standInTerminalType, size: size, colors: options.colors), type)
      } catch .noDescription {
        throw .noDescription(terminalType: type)
      }
    }
  }
}
