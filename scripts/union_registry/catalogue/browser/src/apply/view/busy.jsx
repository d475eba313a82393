const mega = (bytes) => (bytes / 1048576).toFixed(1);

/** What is being done, and while the engine is being loaded, how far that is. */
export function Busy({ progress, doing }) {
  const { loaded = 0, total = 0, stage } = progress || {};
  const words = {
    download: `第一次使用，正在取检查程序（${mega(loaded)} / ${mega(total)} MB），以后会快很多`,
    start: "正在启动检查程序，几秒钟就好",
  };
  return (
    <div className="apply-busy" role="status">
      <span>{words[stage] || doing}…</span>
      {stage === "download" && total > 0 && <progress max={total} value={loaded} aria-label="下载进度" />}
    </div>
  );
}
