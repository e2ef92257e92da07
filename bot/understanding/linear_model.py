"""A linear classifier of sentences: TF-IDF over characters and over words with lemmas, then logistic regression."""

from collections.abc import Sequence
from pathlib import Path

import joblib
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.understanding.arbiter import Ranked
from bot.understanding.tokenizer import comparable, terms_of

_ROUNDS = 50
"""Later ones double the time and change no decision on held-out sentences."""


class LinearModel:
    """Fitted by `fit`, asked by `rank`; kept in one file."""

    def __init__(self, inverse_regularisation: float) -> None:
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        self._terms = TfidfVectorizer(analyzer=terms_of, sublinear_tf=True, dtype=np.float32)
        self._regression = LogisticRegression(C=inverse_regularisation, class_weight="balanced", max_iter=_ROUNDS)

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        forms = [comparable(text) for text in texts]
        features = hstack([self._characters.fit_transform(forms), self._terms.fit_transform(forms)]).tocsr()
        self._regression.fit(features, list(intents))

    def rank(self, text: str) -> list[Ranked]:
        """All intents, the likeliest first; their confidences add up to 1."""
        features = self._features(text)
        scores = features @ self._regression.coef_.T + self._regression.intercept_
        odds = np.exp(scores[0] - scores[0].max())
        shares = odds / odds.sum()
        order = np.argsort(-shares)
        return [Ranked(str(self._regression.classes_[index]), float(shares[index])) for index in order]

    def _features(self, text: str) -> csr_matrix:
        form = comparable(text)
        return hstack([self._characters.transform([form]), self._terms.transform([form])]).tocsr()

    def save(self, file: Path) -> None:
        joblib.dump(self, file, compress=3)

    @classmethod
    def load(cls, file: Path) -> "LinearModel":
        model = joblib.load(file)
        if not isinstance(model, cls):
            raise TypeError(f"{file.name} holds no linear model")
        return model
