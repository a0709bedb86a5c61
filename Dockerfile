# Builds the wheel, then runs the installed wheel as an unprivileged user.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
RUN useradd --system --create-home --uid 10001 corpu && mkdir /data && chown corpu /data
COPY --from=build /wheels /wheels
COPY requirements-dev.lock /tmp/constraints.txt
RUN pip install --no-cache-dir --constraint /tmp/constraints.txt "$(ls /wheels/*.whl)[postgresql]" && rm -r /wheels /tmp/constraints.txt
USER corpu
WORKDIR /home/corpu
ENV CORPU_DATA_DIR=/data CORPU_HOST=0.0.0.0 NUMBA_CACHE_DIR=/home/corpu/.numba PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"
CMD ["corpu", "serve"]
