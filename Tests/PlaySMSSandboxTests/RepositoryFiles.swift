import Glibc

/// The text of a file of the repository, empty when there is none. The tests may be built through links, so the way
/// there starts from the real file.
func repositoryText(_ path: String) -> String {
  guard let file = realpath(#filePath, nil) else { return "" }
  defer { free(file) }
  let root = String(cString: file).split(separator: "/").dropLast(3).joined(separator: "/")
  guard let stream = fopen("/\(root)/\(path)", "r") else { return "" }
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}
