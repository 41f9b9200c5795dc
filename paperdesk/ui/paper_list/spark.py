# SPDX-License-Identifier: MIT
"""The rise of a paper as a small curve: read for a screen of papers at once, kept, and painted."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from paperdesk.domain.paper import PaperId
from paperdesk.domain.trend import Meeting, moment
from paperdesk.library.view import View

WIDTH, HEIGHT = 40, 13  # pixels
_FEWEST = 3  # points; fewer are no curve
_DAYS = 14
_KEPT = 2_000
Points = tuple[tuple[float, float], ...]


def points_of(meetings: Iterable[Meeting]) -> Points:
    """Return how the votes rose, as points from (0, 0) to (1, 1), oldest first; none where that is no curve.

    Two sources may tell of one time; the greater count holds, and what fell since counts for nothing. Of a paper that was
    met long ago and is met again, the curve is of its last two weeks.
    """
    counts: dict[float, int] = {}
    for meeting in meetings:
        at = moment(meeting.at)
        if at and meeting.upvotes is not None:
            counts[at] = max(counts.get(at, 0), meeting.upvotes)
    times = sorted(counts)
    late = [at for at in times if at >= times[-1] - _DAYS]
    if len(late) >= _FEWEST:
        times = late
    if len(times) < _FEWEST or max(counts[at] for at in times) <= counts[times[0]]:
        return ()
    most, votes = 0, []
    for at in times:
        most = max(most, counts[at])
        votes.append(most)
    span, rise = times[-1] - times[0], votes[-1] - votes[0]
    return tuple(((at - times[0]) / span, (n - votes[0]) / rise) for at, n in zip(times, votes, strict=True))


class Curves:
    """The curves of papers, read where they are first asked for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: OrderedDict[int, Points] = OrderedDict()

    def points(self, paper: int, near: Sequence[int]) -> Points:
        """Return the curve of `paper`; where it is not known, those of the papers `near` it are read with it."""
        if paper not in self._known:
            wanted = [PaperId(one) for one in dict.fromkeys((paper, *near)) if one > 0 and one not in self._known]
            found = self._view.curves(wanted)
            for one in wanted:
                self._known[one] = points_of(found.get(one, ()))
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known.get(paper, ())

    def forget(self, papers: Iterable[int] | None = None) -> None:
        """Read the curves of `papers`, or all, anew when they are asked for again."""
        if papers is None:
            self._known.clear()
        else:
            for paper in papers:
                self._known.pop(paper, None)


def paint_spark(painter: QPainter, place: QRectF, points: Points, colour: str) -> None:
    """Paint a curve into `place`, with a dot where it stands now."""
    inner = place.adjusted(1.5, 2.0, -2.5, -2.0)
    line = [QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height()) for x, y in points]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.25)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(line))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(line[-1], 2.0, 2.0)
    painter.restore()
