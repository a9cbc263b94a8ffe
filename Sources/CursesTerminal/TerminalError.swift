import Terminal

/// Why there is no screen.
public enum TerminalError: Error, Equatable, Sendable {
  /// Input or output is not a terminal.
  case notATerminal(Stream)
  /// The terminal type (`TERM`) is known but cannot place the cursor, as `dumb` cannot.
  case cannotPlaceCursor(terminalType: String)
  /// Neither the terminal type nor the one that stands in for unknown ones is described on this machine.
  case noDescription(terminalType: String)
  /// The operating system refused something that normally works.
  case system(call: String, errno: Int32)

  public enum Stream: String, Sendable {
    case input
    case output
  }
}

extension TerminalError: CustomStringConvertible {
  /// What happened, as a sentence for the operator.
  public var description: String {
    switch self {
    case .notATerminal(let stream): "The \(stream.rawValue) is not a terminal."
    case .cannotPlaceCursor(let type): "The terminal type “\(Gate.safe(type))” cannot place the cursor."
    case .noDescription(let type): "This machine has no description of the terminal type “\(Gate.safe(type))”."
    case .system(let call, let number): "The system refused \(call) (error \(number))."
    }
  }

  /// What the operator can do about it.
  public var hint: String {
    switch self {
    case .notATerminal: "Start it from a terminal, with neither input nor output redirected."
    case .cannotPlaceCursor: "Set TERM to what the terminal is, for example TERM=xterm-256color."
    case .noDescription: "Install ncurses-base (and ncurses-term for rarer terminals), or set TERM=xterm-256color."
    case .system: "Try again; if it stays so, the machine may be out of descriptors or memory."
    }
  }
}
