"""Reviews of our own making, as people write them, with the rating (0..1) they might have given. None of
their sentences is among the phrases that the axis is made of."""

REVIEWS: tuple[tuple[float, str], ...] = (
    (1.0, "Watched it with my sister and we did not say a word for two hours. The ending got both of us. "
          "I want to see it again right away."),
    (0.9, "Slow to start, but stay with it. By the middle I cared about all of them and the last chapter is "
          "as good as anything she has written."),
    (1.0, "Oh, this album. It has been on every morning for three weeks and it still gives me goosebumps."),
    (0.9, "Funny and sad in the same breath. Great acting all round."),
    (0.8, "Really enjoyed this one. Not flawless, the second act drags a bit, but a lovely evening."),
    (1.0, "Stunning. The photography alone is worth it, and the story holds up."),
    (0.9, "I have read it four times now and find something new each time."),
    (0.8, "Smart thriller that keeps you guessing. Well worth the time."),
    (1.0, "Best show on television, no contest. Wish I could see it for the first time again."),
    (0.9, "A warm, generous book. I gave copies to half my family."),
    (0.9, "Had a big grin on my face the whole time."),
    (0.8, "Solid, inventive, and it sticks the landing."),
    (0.1, "Watched it with my sister and we kept looking at the clock. Nothing happens and nobody "
          "behaves like a human being."),
    (0.2, "Slow to start and it never gets going. I did not care about any of them and skimmed the last "
          "chapters."),
    (0.1, "Oh dear. Every track sounds the same and the lyrics are embarrassing."),
    (0.2, "Neither funny nor sad. Wooden acting all round."),
    (0.3, "Really wanted to like this one. The idea is fine but the second act is a slog and I fell asleep."),
    (0.1, "Ugly to look at, and the story makes no sense whatsoever."),
    (0.2, "I tried four times and never got past page fifty."),
    (0.3, "A thriller without a thrill. You see the twist coming after ten minutes. Skip it."),
    (0.1, "Worst show on television, no contest. I want those hours back."),
    (0.2, "A cold, smug book. I gave my copy away."),
    (0.2, "Rolled my eyes the whole time."),
    (0.3, "Messy, derivative, and the ending falls apart."),
)  # fmt: skip
