import Dashboard

/// The dashboard's orders, by a name that cannot be mistaken for what a request does to a server.
typealias DashboardEffect = Effect
