package vendortest

// Remember gives the fake a memory: a handler for each operation, by operation
// id, that is asked where the test has set neither a reply nor a handler of its
// own. It is for packages that build a fake of one vendor on a Server; they call
// it once, before the first request. The handlers are called under the same
// conditions as those of [Server.Handle], also from several goroutines at once.
// An operation id that the specification does not have, or a nil handler, ends
// the test.
func (s *Server) Remember(handlers map[string]func(*Call) Reply) {
	s.helper()
	for operationID, h := range handlers {
		if !s.known(operationID) {
			return
		}
		if h == nil {
			s.misused("%s: the handler is nil", operationID)
			return
		}
		s.mu.Lock()
		s.behaviour(operationID).memory = h
		s.mu.Unlock()
	}
}

// Example decodes the documented example of the operation's first success into v,
// so that a memory can make its things like it. It is for packages that build a
// fake on a Server. An operation without such an example in JSON, or one that does
// not fit v, ends the test.
func (s *Server) Example(operationID string, v any) {
	s.helper()
	if !s.known(operationID) {
		return
	}
	a, err := s.spec.operations[operationID].answer(Reply{}, nil)
	if err == nil {
		err = decode(a.body, v)
	}
	if err != nil {
		s.misused("%s: the documented example: %v", operationID, err)
	}
}

// FromMemory asks the fake's memory and returns its reply. The request takes
// effect there: what it creates exists afterwards. A handler of the test returns
// it for the requests that it does not want to answer itself, or changes it
// first:
//
//	fake.Handle("createOrder", func(c *vendortest.Call) vendortest.Reply {
//		if refuseOrders.Load() {
//			return vendortest.Reply{Status: 400}
//		}
//		return c.FromMemory()
//	})
//
// Where the fake has no memory of the operation, it is the zero Reply: the
// documented example. The memory itself must not call it.
func (c *Call) FromMemory() Reply {
	c.server.mu.Lock()
	memory := c.server.behaviour(c.Operation).memory
	c.server.mu.Unlock()
	if memory == nil {
		return Reply{}
	}
	return memory(c)
}
