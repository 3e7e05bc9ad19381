package vendortest

import "slices"

// FaultState is a fault that was set, and how often it has happened.
type FaultState struct {
	// Operation is the operation id, "" for every operation.
	Operation string `json:"operation"`
	// Fault is the fault's name, with its duration.
	Fault string `json:"fault"`
	// Passing is how many requests come before the fault begins. Left is to how many
	// requests it will happen then, -1 for all. Happened is how often it has happened.
	Passing  int `json:"passing"`
	Left     int `json:"left"`
	Happened int `json:"happened"`
}

// queued is a fault that was set.
type queued struct {
	FaultState

	fault ServerFault
}

// keptFaults is how many faults that are over stay visible.
const keptFaults = 20

// Fault makes a fault happen to the next requests of the operation, or of every
// operation for "". Of several faults, the one that was set first happens first, and
// only one happens to a request. It happens to requests for which a handler would be
// called: they fit the specification and have a credential of the right kind. When a
// fault says that the request is carried out, Before, Reply, Handle and the memory
// answer it. An operation id that does not exist, the zero ServerFault, and a number
// of times below 1 end the test.
func (s *Server) Fault(operationID string, f ServerFault) {
	s.helper()
	if operationID != "" && !s.known(operationID) {
		return
	}
	if f.times == 0 {
		f.times = 1
	}
	if f.kind == "" || f.times < 0 || f.after < 0 || f.wait < 0 {
		s.misused("%s: the fault is none, or its number of times or its duration is below 0", operationID)
		return
	}
	q := &queued{FaultState{operationID, f.String(), f.after, f.times, 0}, f}
	if f.forever {
		q.Left = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, q)
	over := 0
	for _, q := range s.faults {
		if q.Left == 0 {
			over++
		}
	}
	s.faults = slices.DeleteFunc(s.faults, func(q *queued) bool {
		old := q.Left == 0 && over > keptFaults
		if old {
			over--
		}
		return old
	})
}

// Faults returns the faults in the order in which they were set, and how often each
// has happened. Of the faults that are over, the last twenty are kept.
func (s *Server) Faults() []FaultState {
	s.mu.Lock()
	defer s.mu.Unlock()
	states := make([]FaultState, len(s.faults))
	for i, q := range s.faults {
		states[i] = q.FaultState
	}
	return states
}

// ClearFaults ends the faults of the operations. Without operations it ends all
// faults, and tokens that TokenExpired withdrew are valid again.
func (s *Server) ClearFaults(operationIDs ...string) {
	s.helper()
	for _, id := range operationIDs {
		if id != "" && !s.known(id) {
			return
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(operationIDs) == 0 {
		s.faults, s.withdrawn = nil, recent[string]{}
	}
	s.faults = slices.DeleteFunc(s.faults, func(q *queued) bool { return slices.Contains(operationIDs, q.Operation) })
}

// EndFault ends the faults of this name, such as "too-many-requests", that were set
// for the operation, or for every operation with "". They happen no more, and stay
// among those that are over. Where there is none it does nothing.
func (s *Server) EndFault(operationID, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range s.faults {
		if q.Operation == operationID && q.fault.kind == name {
			q.Left = 0
		}
	}
}

// takeFault is the fault that happens to a call, if one does.
func (s *Server) takeFault(c *Call) (ServerFault, bool) {
	if c.exchange.own {
		return ServerFault{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range s.faults {
		switch {
		case q.Left == 0, q.Operation != "" && q.Operation != c.Operation:
		case q.fault.kind == "token-expired" && c.Credential.Token.Empty():
		case q.Passing > 0:
			q.Passing--
		default:
			q.Happened++
			if q.Left > 0 {
				q.Left--
			}
			return q.fault, true
		}
	}
	return ServerFault{}, false
}

// keptTokens is how many withdrawn tokens the fake knows.
const keptTokens = 1000

// withdraw makes the call's token dead.
func (s *Server) withdraw(c *Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.withdrawn.add(keptTokens, c.Credential.Token.Reveal())
}

// isWithdrawn reports whether the call's token is dead.
func (s *Server) isWithdrawn(c *Call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !c.Credential.Token.Empty() && slices.Contains(s.withdrawn.last(keptTokens), c.Credential.Token.Reveal())
}

// RefuseTokens sets what the vendor answers to a token that has expired or been
// revoked, for the fault [TokenExpired]. It is for packages that build a fake of
// one vendor on a Server. Without it the answer is that of [Call.Unauthorized].
func (s *Server) RefuseTokens(f func(*Call) Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuseToken = f
}

func (s *Server) tokenRefusal(c *Call) Reply {
	s.mu.Lock()
	refuse := s.refuseToken
	s.mu.Unlock()
	if refuse == nil {
		return c.Unauthorized()
	}
	return refuse(c)
}
