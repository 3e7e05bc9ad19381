package transport

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// logging is the link that writes one line per attempt. The line holds only what is
// named here, and nothing of the URL, the header or the body.
func logging(logger *slog.Logger, next link) link {
	if logger == nil {
		return next
	}
	return func(ctx context.Context, c *call) (*rest.Answer, *failure) {
		start, before := time.Now(), c.sent
		answer, failed := next(ctx, c)
		if c.sent == before {
			return answer, failed // the caller had left: there was no attempt
		}
		level := slog.LevelWarn
		if failed != nil && errors.Is(ctx.Err(), context.Canceled) {
			level = slog.LevelDebug // nothing is wrong: the caller has left
		}
		attrs := make([]slog.Attr, 0, 7)
		attrs = append(attrs,
			slog.String("vendor", c.req.Vendor),
			slog.String("operation", c.req.Op.ID),
			slog.Int("attempt", c.sent),
			slog.Duration("duration", time.Since(start)),
		)
		if failed != nil {
			// boxoffice.Error prints a cause by its allow-list.
			attrs = append(attrs, slog.String("delivery", failed.delivery.String()),
				slog.String("error", (&boxoffice.Error{Vendor: c.req.Vendor, Err: failed.err}).Error()))
		} else {
			attrs = append(attrs, slog.Int("status", answer.StatusCode))
			if answer.StatusCode < 400 {
				level = slog.LevelDebug
			}
		}
		logger.LogAttrs(ctx, level, "call", attrs...)
		return answer, failed
	}
}
