# Two steps: wheels are fetched and checked against the lock, then only what runs is kept.
FROM python:3.12-slim AS libraries
COPY requirements.txt .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data
RUN useradd --system --uid 1000 --home-dir /app balkanetup && mkdir /data && chown balkanetup /data
COPY --from=libraries /venv /venv
WORKDIR /app
COPY . .
RUN SECRET_KEY=build DEBUG=off DATA_DIR=/tmp/build python manage.py collectstatic --noinput -v 0 \
 && mv /tmp/build/static /app/static-collected && rm -rf /tmp/build
ENV STATIC_ROOT=/app/static-collected
USER balkanetup
VOLUME /data
EXPOSE 8000
# Without its control socket: that would lie in the home, which is not writable.
CMD ["gunicorn", "balkanetup.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-class", "gthread", "--worker-tmp-dir", "/dev/shm", "--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket"]
